package policies

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// ownRule writes a user rule whose finding is guarded by a body, and returns its folder.
func ownRule(t *testing.T, comment, definitions, body string) string {
	t.Helper()
	dir := t.TempDir()
	text := fmt.Sprintf(`# METADATA
# title: Ours
# description: A rule of ours.
# custom:
#   id: USR-01
#   severity: low
#   scope: components
#   message: '"{element}" is wrong'
#   remediation: Mend it.
#   rationale: It matters.
package threats.user.own

%s%s
finding contains {"element": id} if {
	some id, _ in input.components
	%s
}
`, comment, definitions, body)
	if err := os.WriteFile(filepath.Join(dir, "own.rego"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestUserRulesThatTheCompilerCannotFinishAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ definitions, want string }{
		"comprehensions": {"x := " + strings.Repeat("[y | y := ", 40) + "1" + strings.Repeat("]", 40) + "\n", "comprehensions inside each other"},
		"a sum":          {"x := 1" + strings.Repeat(" + 1", 500) + "\n", "nested deeper than"},
		"many terms":     {"x := [" + strings.Repeat("1, ", 30_000) + "1]\n", "terms"},
		"many rules":     {strings.Repeat("x := 1\n", 600), "more than 500 rules"},
	} {
		_, err := Load(context.Background(), Options{Dirs: []string{ownRule(t, "", c.definitions, "true")}})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "own.rego") {
			t.Errorf("%s: %.300v", name, err)
		}
	}
}

// The types of this rule double with every line; the compiler goes through all of them.
// It goes on until its process ends, so it gets one of its own: in ours, tests that
// follow would pay for it, and be blamed for the memory that it takes.
func TestACompilerThatDoesNotEndIsLeftBehind(t *testing.T) {
	const alone = "STORMTREE_TEST_ALONE"
	if os.Getenv(alone) == "" {
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
		child.Env = append(os.Environ(), alone+"=yes")
		if out, err := child.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	definitions := "a0 := 1\n"
	for i := range 24 {
		definitions += fmt.Sprintf("a%d := [a%d, a%d]\n", i+1, i, i)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err := Load(ctx, Options{Dirs: []string{ownRule(t, "", definitions, "a24 == 1")}})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%.300v", err)
	}
}

func TestUserRulesHoldNothingThatATerminalObeys(t *testing.T) {
	for name, comment := range map[string]string{
		"escape": "# \x1b[31mred\n", "bell": "# \a\n", "reversed": "# a\u202eb\n", "no text": "# \xff\n",
	} {
		_, err := Load(context.Background(), Options{Dirs: []string{ownRule(t, comment, "", "true")}})
		if err == nil || !strings.Contains(err.Error(), "own.rego:13: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAUserRuleThatEatsMemoryIsStopped(t *testing.T) {
	grow := "l0 := \"0123456789abcdef\"\n"
	for i := range 34 {
		grow += fmt.Sprintf("l%d := concat(\"\", [l%d, l%d])\n", i+1, i, i)
	}
	p, err := Load(context.Background(), Options{Dirs: []string{ownRule(t, "", grow, "count(l34) > 1")}})
	if err != nil {
		t.Fatal(err)
	}
	in := &Input{Components: map[string]*Component{"a": {Kind: "service"}}}
	in.Index()
	_, err = p.Evaluate(context.Background(), in, nil)
	if err == nil || !strings.Contains(err.Error(), "USR-01") {
		t.Fatalf("evaluate: %v", err)
	}
	// on a slow machine the time is up before the memory is
	if !errors.Is(err, ErrMemory) && !errors.Is(err, ErrTime) {
		t.Errorf("evaluate: %v", err)
	}
}

// A user's file with the name of a bundled one takes nobody's place, and a
// user's test changes no bundled rule.
func TestUserFilesReplaceNothing(t *testing.T) {
	dir := ownRule(t, "", "", "true")
	t.Chdir(filepath.Dir(dir))
	base := filepath.Base(dir)
	if err := os.MkdirAll("threats/tenancy", 0o700); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(base, "own.rego"))
	if err != nil {
		t.Fatal(err)
	}
	moved := strings.ReplaceAll(string(text), "threats.user.own", "threats.user.tenant_source")
	if err := os.WriteFile("threats/tenancy/tenant_source.rego", []byte(moved), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := Load(context.Background(), Options{Dirs: []string{"threats"}})
	if err != nil {
		t.Fatal(err)
	}
	both := 0
	for _, r := range p.Rules() {
		if r.ID == "TEN-05" || r.ID == "USR-01" {
			both++
		}
	}
	if both != 2 {
		t.Errorf("%d of two rules are there", both)
	}
	foreign := "package threats.tenancy.tenant_source\n\nimport rego.v1\n\nfinding contains {\"element\": \"x\"}\n"
	if err := os.WriteFile("threats/tenancy/more_test.rego", []byte(foreign), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := RunTests(context.Background(), Options{Dirs: []string{"threats"}}); err == nil || !strings.Contains(err.Error(), "lies outside threats.user.") {
		t.Errorf("run tests: %v", err)
	}
}
