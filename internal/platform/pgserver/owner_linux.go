package pgserver

import (
	"os"
	"syscall"
)

// platform ties the child to the program's life and opens a user namespace where one is needed: root outside is
// user 1 inside, a number that every system's password file knows.
func (o owner) platform(attr *syscall.SysProcAttr) {
	attr.Pdeathsig = syscall.SIGINT
	if o.namespace {
		attr.Cloneflags = syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 1, HostID: os.Geteuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 1, HostID: os.Getegid(), Size: 1}}
		attr.Credential = &syscall.Credential{Uid: 1, Gid: 1, NoSetGroups: true}
	}
}

const utf8Locale = "C.UTF-8"
