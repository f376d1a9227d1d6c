package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// guarded is a program and how it is to be run.
type guarded struct {
	program   string
	arguments []string
	// logFile takes what the program prints; without one it prints where kit prints.
	logFile string
	// grace is the time between asking the program to end and ending it.
	grace time.Duration
}

func runGuard(arguments []string, complaints io.Writer) int {
	flags := flag.NewFlagSet("kit guard", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	logFile := flags.String("log", "", "")
	grace := flags.Duration("grace", 5*time.Second, "")
	err := flags.Parse(arguments)
	if err == nil && flags.NArg() == 0 {
		err = errors.New("no program is named")
	}
	if err == nil && *grace < 0 {
		err = fmt.Errorf("the grace %v is negative", *grace)
	}
	if err != nil {
		fmt.Fprintf(complaints, "kit guard: %v\n%s", err, usage)
		return statusMisused
	}
	status, err := guarded{flags.Arg(0), flags.Args()[1:], *logFile, *grace}.run()
	if err != nil {
		fmt.Fprintf(complaints, "kit guard: %v\n", err)
		return statusNotStarted
	}
	return status
}

// run starts the program and returns when it has ended and nothing of its process group is left.
//
// The status is the program's own when it ended by itself, 0 when it ended because it was told to,
// and that of SIGKILL when it had to be killed.
func (g guarded) run() (int, error) {
	// The system ties "die with your parent" to the thread that forked, not to the process: this
	// thread has to live as long as the child.
	runtime.LockOSThread()

	command := exec.Command(g.program, g.arguments...)
	command.Env = withoutProxies(os.Environ())
	command.Stdout = os.Stdout
	command.Stderr = os.Stderr
	command.SysProcAttr = ownGroup()
	if g.logFile != "" {
		log, err := os.OpenFile(g.logFile, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
		if err != nil {
			return 0, err
		}
		defer log.Close()
		command.Stdout = log
		command.Stderr = log
	}

	// Before the start, so that no signal can end kit between the start and the wait.
	told := make(chan os.Signal, 1)
	for _, each := range []os.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP} {
		// Whoever started kit may have had it ignore one, as nohup does; asking would undo that.
		if !signal.Ignored(each) {
			signal.Notify(told, each)
		}
	}

	if err := command.Start(); err != nil {
		return 0, fmt.Errorf("cannot start: %w", err)
	}
	group := -command.Process.Pid
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	alone := make(chan struct{})
	go func() {
		// The pipe ends when its writer is gone, however it went. What is written means nothing.
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(alone)
	}()

	select {
	case err := <-ended:
		endRest(group)
		return ownStatus(command, err)
	case <-told:
	case <-alone:
	}
	_ = syscall.Kill(group, syscall.SIGTERM)
	select {
	case <-ended:
		endRest(group)
		return statusDone, nil
	case <-time.After(g.grace):
		endRest(group)
		<-ended
		return statusSignalled + int(syscall.SIGKILL), nil
	}
}

// endRest kills what is left of a process group: without its leader it is of use to nobody. A group
// that is empty, the usual case, is no error.
func endRest(group int) {
	_ = syscall.Kill(group, syscall.SIGKILL)
}

// ownStatus is the exit status of a program that ended by itself.
func ownStatus(command *exec.Cmd, err error) (int, error) {
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	state := command.ProcessState
	if waited, ok := state.Sys().(syscall.WaitStatus); ok && waited.Signaled() {
		return statusSignalled + int(waited.Signal()), nil
	}
	return state.ExitCode(), nil
}

// withoutProxies is the environment without the variables that would lead a server's requests to
// other servers of the lab out of this machine.
func withoutProxies(environment []string) []string {
	kept := make([]string, 0, len(environment))
	for _, entry := range environment {
		name, _, _ := strings.Cut(entry, "=")
		switch strings.ToLower(name) {
		case "http_proxy", "https_proxy", "all_proxy", "no_proxy":
		default:
			kept = append(kept, entry)
		}
	}
	return kept
}
