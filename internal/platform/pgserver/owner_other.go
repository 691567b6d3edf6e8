//go:build unix && !linux

package pgserver

import "syscall"

// platform has nothing to add where the kernel knows neither a signal at the parent's death nor namespaces: there
// a server left behind is found by its mark at the next start.
func (o owner) platform(*syscall.SysProcAttr) {}

const utf8Locale = "en_US.UTF-8" // older macOS has no C.UTF-8
