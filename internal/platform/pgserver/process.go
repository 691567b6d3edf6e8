//go:build unix

package pgserver

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// process is a started program whose end many can wait for.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
	err  error // read after done
}

// start runs a command in a goroutine with a thread of its own that stays until the command ends: the signal at the
// parent's death comes when the thread that started the child goes.
func start(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, done: make(chan struct{})}
	begun := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		begun <- err
		if err == nil {
			p.err = cmd.Wait()
		}
		close(p.done)
	}()
	return p, <-begun
}

// shutDown ends a server, ever harder; it returns at once when it has gone already.
func (p *process) shutDown() error {
	for _, how := range hardening {
		_ = p.cmd.Process.Signal(how.signal)
		select {
		case <-p.done:
			return nil
		case <-time.After(how.wait):
		}
	}
	return errors.New("PostgreSQL did not stop")
}

// command is a program to run as the owner, in a process group of its own, so that Ctrl-C reaches this program
// alone and it can close its connections first.
func (o owner) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=" + utf8Locale, "HOME=/", "TZ=UTC"}
	attr := &syscall.SysProcAttr{Setpgid: true}
	if o.drop {
		attr.Credential = &syscall.Credential{Uid: uint32(o.uid), Gid: uint32(o.gid)}
	}
	o.platform(attr)
	cmd.SysProcAttr = attr
	return cmd
}

// run waits for a program and gives what it printed; when the context ends, its whole group is interrupted.
func (o owner) run(ctx context.Context, program string, args ...string) (string, error) {
	var out bytes.Buffer
	cmd := o.command(program, args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = 2 * time.Second
	p, err := start(cmd)
	if err != nil {
		return "", err
	}
	select {
	case <-p.done:
		return out.String(), p.err
	case <-ctx.Done():
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGINT)
		<-p.done
		return out.String(), ctx.Err()
	}
}

func (o owner) output(program string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	return o.run(ctx, program, args...)
}
