package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// asProgram makes the test's own binary behave as kit: what is tested is a process, its signals and
// its death.
const asProgram = "KIT_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Unsetenv(asProgram)
		main()
	}
	os.Exit(m.Run())
}

func TestSaysWhatItCanDoWhenItIsMisused(t *testing.T) {
	cases := []struct {
		arguments []string
		complaint string
	}{
		{nil, ""},
		{[]string{"gaurd"}, "kit: no command is called \"gaurd\"\n"},
		{[]string{"guard"}, "kit guard: no program is named\n"},
		{[]string{"guard", "--grace", "soon", "--", "true"},
			"kit guard: invalid value \"soon\" for flag -grace: parse error\n"},
		{[]string{"guard", "--grace", "-1s", "--", "true"},
			"kit guard: the grace -1s is negative\n"},
		{[]string{"guard", "--lgo", "x", "--", "true"},
			"kit guard: flag provided but not defined: -lgo\n"},
		{[]string{"pki"}, "kit pki: exactly one folder is to be named\n"},
		{[]string{"pki", "a", "b"}, "kit pki: exactly one folder is to be named\n"},
	}
	for _, each := range cases {
		t.Run(strings.Join(each.arguments, " "), func(t *testing.T) {
			var complaints bytes.Buffer
			status := run(each.arguments, &complaints)
			equal(t, "status", status, statusMisused)
			equal(t, "complaint", complaints.String(), each.complaint+usage)
		})
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %#v, not %#v", what, got, want)
	}
}
