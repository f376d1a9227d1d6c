// Kit holds the small things that the lab needs beside its servers: a guard that lets no server
// outlive the lab, and the keys and certificates of a cluster.
package main

import (
	"fmt"
	"io"
	"os"
)

// Exit statuses besides those of a guarded program.
const (
	statusDone       = 0
	statusFailed     = 1
	statusMisused    = 2
	statusNotStarted = 127
	// A program that a signal ended has no status; shells report 128 and the signal's number.
	statusSignalled = 128
)

const usage = `kit guard [--log FILE] [--grace 5s] -- PROGRAM [ARGUMENT...]
    runs PROGRAM until it ends, until kit's standard input ends, or until kit is told to stop
kit pki FOLDER
    writes a fresh certificate authority and what a cluster on 127.0.0.1 needs of it
`

func main() {
	os.Exit(run(os.Args[1:], os.Stderr))
}

// run obeys one command line and returns the exit status. It must be called on a goroutine that
// lives as long as the process, because guard ties its child to the calling thread.
func run(arguments []string, complaints io.Writer) int {
	if len(arguments) == 0 {
		fmt.Fprint(complaints, usage)
		return statusMisused
	}
	switch name, rest := arguments[0], arguments[1:]; name {
	case "guard":
		return runGuard(rest, complaints)
	case "pki":
		return runPki(rest, complaints)
	case "help", "-h", "--help":
		fmt.Print(usage)
		return statusDone
	default:
		fmt.Fprintf(complaints, "kit: no command is called %q\n%s", name, usage)
		return statusMisused
	}
}
