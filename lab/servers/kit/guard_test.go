package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long anything may take; it only passes when a test fails.
const patience = 20 * time.Second

// running is a guard at work.
//
// What it guards prints into the same pipe as itself, so the pipe ends exactly when the guard, the
// program and everything that the program started are gone. No test has to look for processes.
type running struct {
	t       *testing.T
	command *exec.Cmd
	stdin   *os.File
	output  *os.File
	lines   *bufio.Reader
}

func guard(t *testing.T, environment []string, arguments ...string) *running {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	childIn, stdin, err := os.Pipe()
	must(t, err)
	output, childOut, err := os.Pipe()
	must(t, err)
	must(t, output.SetReadDeadline(time.Now().Add(patience)))
	command := exec.Command(self, append([]string{"guard"}, arguments...)...)
	command.Env = append(append(os.Environ(), environment...), asProgram+"=1")
	command.Stdin = childIn
	command.Stdout = childOut
	command.Stderr = childOut
	must(t, command.Start())
	childIn.Close()
	childOut.Close()
	t.Cleanup(func() {
		// Both end a guard whose test has failed; afterwards they do nothing.
		stdin.Close()
		_ = command.Process.Kill()
		output.Close()
	})
	return &running{t, command, stdin, output, bufio.NewReader(output)}
}

// says reads one line and compares it.
func (r *running) says(line string) {
	r.t.Helper()
	got, err := r.lines.ReadString('\n')
	must(r.t, err)
	equal(r.t, "line", got, line+"\n")
}

// endsSaying waits until nobody is left who could print, and compares the rest of the output.
func (r *running) endsSaying(rest string) {
	r.t.Helper()
	got, err := io.ReadAll(r.lines)
	if err != nil {
		r.t.Fatalf("somebody still holds the output, which is %q: %v", got, err)
	}
	equal(r.t, "output", string(got), rest)
}

// endsWith waits for the guard's own end.
func (r *running) endsWith(status int) {
	r.t.Helper()
	_ = r.command.Wait()
	equal(r.t, "status", r.command.ProcessState.ExitCode(), status)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestEndsItsProgramWhenStandardInputEnds(t *testing.T) {
	r := guard(t, nil, "--", "sh", "-c",
		"trap 'echo asked; exit 0' TERM; echo ready; sleep 600 & wait")
	r.says("ready")
	r.stdin.Close()
	r.says("asked")
	r.endsSaying("")
	r.endsWith(0)
}

func TestEndsItsProgramWhenToldTo(t *testing.T) {
	for _, told := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP} {
		t.Run(told.String(), func(t *testing.T) {
			r := guard(t, nil, "--", "sh", "-c", "echo ready; exec sleep 600")
			r.says("ready")
			must(t, r.command.Process.Signal(told))
			r.endsSaying("")
			r.endsWith(0)
		})
	}
}

func TestTakesItsProgramAlongWhenItIsKilled(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux ties a child's life to its parent's")
	}
	r := guard(t, nil, "--", "sh", "-c", "trap '' TERM INT HUP; echo ready; exec sleep 600")
	r.says("ready")
	must(t, r.command.Process.Kill())
	r.endsSaying("")
	r.endsWith(-1)
}

func TestKillsAProgramThatDoesNotEndWithinItsGrace(t *testing.T) {
	r := guard(t, nil, "--grace", "50ms", "--", "sh", "-c",
		"trap '' TERM; echo ready; exec sleep 600")
	r.says("ready")
	r.stdin.Close()
	r.endsSaying("")
	r.endsWith(137)
}

func TestLeavesNothingBehindThatItsProgramStarted(t *testing.T) {
	r := guard(t, nil, "--", "sh", "-c", "sleep 600 & (sleep 600 & echo ready; wait)")
	r.says("ready")
	r.stdin.Close()
	r.endsSaying("")
	r.endsWith(0)
}

func TestLeavesNothingBehindThatOutlivesItsProgram(t *testing.T) {
	r := guard(t, nil, "--", "sh", "-c", "sleep 600 & echo bye; exit 3")
	r.endsSaying("bye\n")
	r.endsWith(3)
}

func TestKillsWhatIgnoresTheEndOfItsProgram(t *testing.T) {
	r := guard(t, nil, "--", "sh", "-c",
		"(trap '' TERM; echo ready; exec sleep 600) & trap 'exit 0' TERM; wait; wait")
	r.says("ready")
	r.stdin.Close()
	r.endsSaying("")
	r.endsWith(0)
}

func TestPassesOnTheStatusOfAProgramThatEndsByItself(t *testing.T) {
	statuses := map[string]int{
		"exit 0": 0, "exit 7": 7, "kill -KILL $$": 137, "kill -TERM $$": 143,
	}
	for script, status := range statuses {
		t.Run(script, func(t *testing.T) {
			r := guard(t, nil, "--", "sh", "-c", script)
			r.endsSaying("")
			r.endsWith(status)
		})
	}
}

func TestGivesItsProgramNothingToRead(t *testing.T) {
	r := guard(t, nil, "--", "sh", "-c", "cat; echo read")
	r.endsSaying("read\n")
	r.endsWith(0)
}

func TestAppendsWhatItsProgramPrintsToTheLog(t *testing.T) {
	log := filepath.Join(t.TempDir(), "server.log")
	must(t, os.WriteFile(log, []byte("earlier\n"), 0o600))
	r := guard(t, nil, "--log", log, "--", "sh", "-c", "echo out; echo err >&2; exit 4")
	r.endsSaying("")
	r.endsWith(4)
	got, err := os.ReadFile(log)
	must(t, err)
	equal(t, "log", string(got), "earlier\nout\nerr\n")
}

func TestSaysWhichLogItCannotWrite(t *testing.T) {
	log := filepath.Join(t.TempDir(), "nowhere", "server.log")
	r := guard(t, nil, "--log", log, "--", "true")
	r.endsSaying("kit guard: open " + log + ": no such file or directory\n")
	r.endsWith(127)
}

func TestSaysWhichProgramItCannotStart(t *testing.T) {
	program := filepath.Join(t.TempDir(), "missing")
	r := guard(t, nil, "--", program)
	r.endsSaying("kit guard: cannot start: fork/exec " + program + ": no such file or directory\n")
	r.endsWith(127)
}

func TestHidesProxiesFromItsProgramAndNothingElse(t *testing.T) {
	r := guard(t,
		[]string{
			"http_proxy=a", "HTTPS_PROXY=b", "All_Proxy=c", "NO_PROXY=d",
			"LAB_HTTP_PROXY=kept", "LAB_EMPTY=",
		},
		"--", "env")
	printed, err := io.ReadAll(r.lines)
	must(t, err)
	r.endsWith(0)
	want := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		return strings.Contains(strings.ToLower(entry), "_proxy=")
	})
	want = append(want, "LAB_HTTP_PROXY=kept", "LAB_EMPTY=")
	got := strings.Split(string(bytes.TrimSuffix(printed, []byte("\n"))), "\n")
	slices.Sort(want)
	slices.Sort(got)
	equal(t, "environment", strings.Join(got, "\n"), strings.Join(want, "\n"))
}
