package pgserver

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
)

// process is a started program whose end can be waited for by many.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
}

// startProcess starts a command in a goroutine of its own thread, since the signal at the parent's death
// follows the thread that started it.
func startProcess(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, done: make(chan struct{})}
	begun := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		begun <- err
		if err == nil {
			_ = cmd.Wait()
		}
		close(p.done)
	}()
	return p, <-begun
}

func (o owner) start(program string, args []string, log *os.File) (*process, error) {
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Dir = "/"
	o.prepare(cmd, true)
	return startProcess(cmd)
}

func (o owner) output(program string, args ...string) (string, error) {
	cmd := exec.Command(program, args...)
	cmd.Dir = "/"
	o.prepare(cmd, false)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// probe asks whether this owner can run the program and reach the folder.
func (o owner) probe(program, dir string) error {
	if out, err := o.output(program, "--version"); err != nil {
		return fmt.Errorf("%s cannot be run by %s: %s", program, o.name, short(out, err))
	}
	if out, err := o.output("/bin/sh", "-c", `cd "$1"`, "sh", dir); err != nil {
		return fmt.Errorf("%s cannot be reached by %s: %s", dir, o.name, short(out, err))
	}
	return nil
}
