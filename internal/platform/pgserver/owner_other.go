//go:build unix && !linux

package pgserver

import "syscall"

// platform has nothing to add where the kernel offers neither.
func (o owner) platform(*syscall.SysProcAttr, bool) {}
