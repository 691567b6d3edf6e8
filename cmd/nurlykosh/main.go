// Command nurlykosh is the whole programme: the web application, its commands and its own database in development.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"nurlykosh/internal/platform/settings"
)

// version is shown in the footer.
const version = "0.1"

type command struct {
	name, help string
	run        func(ctx context.Context, args []string) error
}

var commands = []command{
	{"serve", "the web application and its jobs; without NK_DATABASE_URL with a PostgreSQL of its own", serve},
	{"migrate", "brings the database to the current schema and loads the programme's tables; needs NK_OWNER_URL", migrate},
	{"demo", "demo offices, people and households, into an empty database only", demoData},
	{"generate", "generate --cases N [--seed S]: invented families in great number, for measuring; with a progress bar", generateCases},
	{"user", "user add LOGIN ROLE OFFICE NAME | user reset LOGIN: people who sign in; the password is read from standard input", userCommand},
	{"office", "office add KEY PARENT-KEY REGION PHONE NAME-KK NAME-RU NAME-EN: the ministry first (- for parent and region)", officeCommand},
	{"job", "job retry NUMBER: lets a parked job run again; doctor lists them", jobCommand},
	{"iin", "iin check NUMBER | --stdin", iinCommand},
	{"bin", "bin check NUMBER | --stdin", binCommand},
	{"names", "names match A B | names match --stdin (A<TAB>B a line) | names eval FILE.tsv: whether two writings are one name", namesCommand},
	{"script", "script tote TEXT | --stdin: Kazakh Cyrillic in Arabic script", scriptCommand},
	{"due", "due FROM N | --stdin: the civil day N working days after FROM", dueCommand},
	{"audit", "audit verify: walks every chain, names the first broken entry, exit 1 if any", auditCommand},
	{"routes", "every route with its policy", routesCommand},
	{"doctor", "checks settings, keys, database, clocks, space, jobs; says what to do; works while the program serves", doctor},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	args := os.Args[1:]
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" {
		help(args)
		return
	}
	for _, c := range commands {
		if c.name == args[0] {
			if err := c.run(ctx, args[1:]); err != nil && !errors.Is(err, context.Canceled) {
				fmt.Fprintln(os.Stderr, "nurlykosh: "+err.Error())
				stop()
				os.Exit(1)
			}
			return
		}
	}
	fmt.Fprintf(os.Stderr, "nurlykosh: there is no command %q; see: nurlykosh help\n", args[0])
	stop()
	os.Exit(2)
}

func help(args []string) {
	if len(args) > 1 && args[1] == "settings" {
		settings.Help(os.Stdout)
		return
	}
	fmt.Println("nurlykosh COMMAND")
	for _, c := range commands {
		fmt.Printf("  %-8s %s\n", c.name, c.help)
	}
	fmt.Println("  help settings: every setting")
}
