package pgserver

import (
	"os"
	"syscall"
)

// platform ties the server to the program's life and opens a user namespace where one is needed.
func (o owner) platform(attr *syscall.SysProcAttr, tie bool) {
	if tie {
		attr.Pdeathsig = syscall.SIGINT
	}
	if o.namespace {
		attr.Cloneflags = syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 1, HostID: os.Geteuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 1, HostID: os.Getegid(), Size: 1}}
		attr.Credential = &syscall.Credential{Uid: 1, Gid: 1, NoSetGroups: true}
	}
}
