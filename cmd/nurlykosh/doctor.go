package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/pgserver"
)

// enoughSpace is what a day of work, its log and a restart need at least.
const enoughSpace = 1 << 30

// doctor looks at everything and says what to do; it mends nothing, and works while the program serves.
func doctor(ctx context.Context, _ []string) error {
	wrong := 0
	tell := func(name string, err error) bool {
		if err != nil {
			wrong++
			fmt.Printf("%s: WRONG: %v\n", name, err)
			return false
		}
		fmt.Printf("%s: fine\n", name)
		return true
	}
	w, err := openGround(ctx, pgserver.StartOrJoin, false)
	if !tell("settings", err) {
		return errors.New("the rest cannot be looked at before this is mended")
	}
	defer func() { _ = w.close() }()
	fmt.Printf("key: fingerprint %s\n", w.keys.Fingerprint())
	tell("space", checkSpace(w.set.Var, os.TempDir()))
	if !tell("database", w.openApp(ctx)) {
		return errors.New("the rest cannot be looked at before this is mended")
	}
	for _, c := range w.checks() {
		if !tell(c.name, c.run(ctx)) && c.name == "schema" {
			return errors.New("the rest cannot be looked at before this is mended")
		}
	}
	tell("jobs", checkJobs(ctx, w.db))
	if wrong > 0 {
		return fmt.Errorf("%d things are to be mended", wrong)
	}
	return nil
}

// checkSpace looks at the disks this machine writes to; a database elsewhere looks after its own.
func checkSpace(dirs ...string) error {
	for _, dir := range dirs {
		real, err := filepath.EvalSymlinks(dir)
		if errors.Is(err, os.ErrNotExist) {
			continue // not made yet
		}
		if err != nil {
			return err
		}
		free, err := pgserver.FreeBytes(real)
		if err != nil {
			return err
		}
		if free < enoughSpace {
			return fmt.Errorf("%s has %d MiB left: free at least 1 GiB", dir, free>>20)
		}
	}
	return nil
}

// checkJobs tells which jobs wait for a person.
func checkJobs(ctx context.Context, d *db.DB) error {
	troubles, err := db.Queue{DB: d}.Troubles(ctx)
	if err != nil || len(troubles) == 0 {
		return err
	}
	for _, j := range troubles {
		how := "fails"
		if j.Parked {
			how = "is parked"
		}
		fmt.Printf("  job %d (%s %s) %s after %d tries: %s\n", j.ID, j.Kind, j.Key, how, j.Tries, j.Cause)
	}
	return fmt.Errorf("%d jobs wait: mend the cause, then run nurlykosh job retry NUMBER for each that is parked", len(troubles))
}

// jobCommand lets a parked job run again.
func jobCommand(ctx context.Context, args []string) error {
	if len(args) != 2 || args[0] != "retry" {
		return errors.New("usage: nurlykosh job retry NUMBER")
	}
	id, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return fmt.Errorf("%q is no number of a job: nurlykosh doctor lists them", args[1])
	}
	w, err := openWorld(ctx, pgserver.StartOrJoin)
	if err != nil {
		return err
	}
	there, err := db.Queue{DB: w.db}.Retry(ctx, id)
	if err == nil && !there {
		err = fmt.Errorf("job %d is not parked: nurlykosh doctor lists those that are", id)
	}
	return errors.Join(err, w.close())
}
