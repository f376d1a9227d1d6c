//go:build !linux

package main

import "syscall"

// ownGroup puts a child into a process group of its own. Only Linux can tie a child's life to its
// parent's: elsewhere a guard that is killed with SIGKILL leaves its server running.
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}
