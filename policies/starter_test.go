package policies

import (
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/format"
)

func TestStarterIsARuleThatPasses(t *testing.T) {
	files, err := Starter("ORG-NET-7")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range files {
		texts[f.Name] = f.Text
		if strings.Contains(f.Text, "OWN") || strings.Contains(f.Text, "own_01") {
			t.Errorf("%s still bears the starter's name:\n%s", f.Name, f.Text)
		}
	}
	for _, name := range []string{"org_net_7.rego", "org_net_7_test.rego"} {
		formatted, err := format.Source(name, []byte(texts[name]))
		if err != nil || string(formatted) != texts[name] {
			t.Errorf("%s is not formatted, %v:\n%s", name, err, formatted)
		}
	}
	if len(texts) != 4 || texts["org_net_7.good.yaml"] == "" || texts["org_net_7.bad.yaml"] == "" {
		t.Fatalf("files: %v", files)
	}
	dir := folder(t, texts)
	report, err := RunTests(t.Context(), Options{Dirs: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	tests := 0
	for _, r := range report.Tests {
		if strings.HasPrefix(r.File, dir) || strings.Contains(r.File, "org_net_7") {
			tests++
			if !r.Passed {
				t.Errorf("%s: %s", r.Name, r.Detail)
			}
		}
	}
	if tests == 0 {
		t.Error("none of its tests was run")
	}
	for _, c := range report.Coverage {
		if strings.Contains(c.File, "org_net_7") && c.Percent < 100 {
			t.Errorf("%s: its tests run %v%%, not lines %v", c.File, c.Percent, c.Missed)
		}
	}
}

func TestStarterRefusesIds(t *testing.T) {
	for id, want := range map[string]string{
		"":                             "is no id of a rule",
		"org-01":                       "is no id of a rule",
		"../ORG-01":                    "is no id of a rule",
		"ORG":                          "is no id of a rule",
		"O-" + strings.Repeat("1", 60): "is no id of a rule",
		"TEN-05":                       "is a bundled rule",
	} {
		if _, err := Starter(id); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", id, err, want)
		}
	}
}
