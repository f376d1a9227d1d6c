package main

import "syscall"

// ownGroup puts a child into a process group of its own, and has the system kill it when the
// thread that started it ends: also a guard that is killed itself leaves no server behind.
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
