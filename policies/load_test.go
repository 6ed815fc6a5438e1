package policies

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// metadata is a complete METADATA block.
const metadata = `# METADATA
# title: A rule of our own
# description: It is here to be tested.
# custom:
#   id: OWN-01
#   severity: low
#   scope: flows
#   facts: [protocol]
#   params: {word: telnet}
#   message: Flow "{element}" speaks {protocol}
#   remediation: Do without it.
#   rationale: It is a test.
`

// own is a module of the user's package.
func own(body string) string {
	return metadata + "package threats.user.own\n\n" + body
}

const findsWord = `finding contains {"element": id} if {
	some id, f in input.flows
	f.protocol == input.params.word
}
`

// folder writes files into a folder of user rules.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLoadTakesUserRules(t *testing.T) {
	dir := folder(t, map[string]string{"deep/own.rego": own(findsWord)})
	p := loadPack(t, Options{Dirs: []string{dir}})
	in := &Input{Flows: map[string]*Flow{"old": {Protocol: "telnet"}, "new": {Protocol: "http"}}}
	in.Index()
	results, err := p.Evaluate(t.Context(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	var messages []string
	for _, r := range results {
		if r.Rule == "OWN-01" && r.Outcome == Fail {
			messages = append(messages, r.Message)
		}
	}
	if strings.Join(messages, ";") != `Flow "old" speaks telnet` {
		t.Errorf("messages: %q", messages)
	}
	for _, r := range p.Rules() {
		if r.ID != "OWN-01" {
			continue
		}
		source, tests, err := r.Source()
		if err != nil || source != own(findsWord) || tests != "" || r.Family != "user" {
			t.Errorf("source %q, tests %q, family %q, %v", source, tests, r.Family, err)
		}
	}
}

// TestLoadRefuses wants each error to name the file and what is wrong with it.
func TestLoadRefuses(t *testing.T) {
	for name, c := range map[string]struct{ source, want string }{
		"a misspelt field":   {own(strings.Replace(findsWord, "f.protocol", "f.protocl", 1)), "protocl"},
		"a misspelt section": {own(strings.Replace(findsWord, "input.flows", "input.flow", 1)), `"flow"`},
		"a field through a sender": {
			own(strings.Replace(findsWord, "f.protocol ==", "f.sender.chekcs[_] ==", 1)), "chekcs",
		},
		"a misspelt kind": {own(strings.Replace(findsWord, "input.flows", "input.by_protocol.mqqt", 1)), "mqqt"},
		"a wrong type":    {own(strings.Replace(findsWord, "input.params.word", "3", 1)), "match error"},
		"an undeclared parameter": {
			own(strings.Replace(findsWord, "params.word", "params.wrod", 1)), "input.params.wrod is no parameter",
		},
		"no METADATA":      {"package threats.user.own\n\n" + findsWord, "no METADATA"},
		"no id":            {strings.Replace(own(findsWord), "id: OWN-01", "pack: core", 1), "own.rego:13: METADATA states no id"},
		"a misspelt key":   {strings.Replace(own(findsWord), "facts:", "fact:", 1), `"fact"`},
		"a false severity": {strings.Replace(own(findsWord), "severity: low", "severity: mild", 1), `own.rego:6: METADATA severity "mild" is not one of`},
		"a false fear":     {strings.Replace(own(findsWord), "scope: flows", "scope: flows\n#   fear: [dark]", 1), `own.rego:8: METADATA fear "dark" is not one of`},
		"a false cause":    {strings.Replace(own(findsWord), "scope: flows", "scope: flows\n#   cause: [greed]", 1), `own.rego:8: METADATA cause "greed" is not one of`},
		"a false word of STRIDE": {
			strings.Replace(own(findsWord), "scope: flows", "scope: flows\n#   stride: [spoofing, theft]", 1), `own.rego:8: METADATA stride "theft" is not one of`,
		},
		"a false word of LINDDUN": {
			strings.Replace(own(findsWord), "scope: flows", "scope: flows\n#   linddun: [spying]", 1), `own.rego:8: METADATA linddun "spying" is not one of`,
		},
		"a false scope":       {strings.Replace(own(findsWord), "scope: flows", "scope: flow", 1), `"flow" is no section`},
		"a false kind":        {strings.Replace(own(findsWord), "scope: flows", "scope: components\n#   kinds: [stor]", 1), `"stor" is not one of`},
		"a false fact":        {strings.Replace(own(findsWord), "[protocol]", "[receiver.chekcs]", 1), `no field "chekcs"`},
		"a false placeholder": {strings.Replace(own(findsWord), "{protocol}", "{protocl}", 1), `no field "protocl"`},
		"a false parameter":   {strings.Replace(own(findsWord), "{protocol}", "{params.wrod}", 1), "no declared parameter"},
		"no finding":          {own("found := 1\n"), "defines no finding"},
		"a finding that is no set": {
			own("finding := [1]\n"), "must be a set",
		},
		"an embedded id":            {strings.Replace(own(findsWord), "OWN-01", "TEN-05", 1), "TEN-05 is also in"},
		"another package":           {strings.Replace(own(findsWord), "package threats.user.own", "package threats.tenancy.own", 1), "lies outside threats.user."},
		"a package of one word":     {strings.Replace(own(findsWord), "threats.user.own", "own", 1), "package own should be threats.user.own, after its file"},
		"a package unlike its file": {strings.Replace(own(findsWord), "user.own", "user.other", 1), "package threats.user.other should be threats.user.own, after its file"},
		"another rule's answers":    {own(findsWord + "\nx := data.threats.tenancy.tenant_source.finding\n"), "may not read data.threats.tenancy"},
		"all answers":               {own(findsWord + "\nx := data.threats[_].own\n"), "may not read data.threats"},
		"an import of answers":      {own("import data.threats.tenancy.tenant_source\n\n" + findsWord + "\nx := tenant_source.finding\n"), "may not read data.threats.tenancy"},
		"the clock":                 {own(findsWord + "\nx := time.now_ns()\n"), "undefined function time.now_ns"},
		"the network":               {own(findsWord + "\nx := http.send({})\n"), "undefined function http.send"},
		"the environment":           {own(findsWord + "\nx := opa.runtime()\n"), "undefined function opa.runtime"},
		"chance":                    {own(findsWord + "\nx := rand.intn(\"x\", 3)\n"), "undefined function rand.intn"},
		"walk":                      {own(findsWord + "\nx := [p | walk(input, [p, _])]\n"), "undefined function walk"},
		"paths in a graph":          {own(findsWord + "\nx := graph.reachable_paths({}, {1})\n"), "undefined function graph.reachable_paths"},
		"templates":                 {own(findsWord + "\nx := strings.render_template(\"\", {})\n"), "undefined function strings.render_template"},
		"widths":                    {own(findsWord + "\nx := sprintf(\"%999999999d\", [1])\n"), "undefined function sprintf"},
		"an unused variable":        {own(findsWord + "\nx if y := 1\n"), "y unused"},
		"no Rego":                   {"fields: [yaml]\n", "rego_parse_error"},
		"no text":                   {"\xff\xfe", "own.rego"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, map[string]string{"own.rego": c.source})
			_, err := Load(t.Context(), Options{Dirs: []string{dir}})
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "own.rego") {
				t.Errorf("got %v\nwant %q", err, c.want)
			}
		})
	}
}

func TestLoadRefusesFolders(t *testing.T) {
	many := map[string]string{}
	for i := range MaxUserFiles + 1 {
		many[strings.Repeat("x", i/26+1)+string(rune('a'+i%26))+".rego"] = ""
	}
	for name, c := range map[string]struct{ dir, want string }{
		"none":       {filepath.Join(t.TempDir(), "absent"), "no such file"},
		"empty":      {t.TempDir(), "no Rego file"},
		"many files": {folder(t, many), "more than 500"},
		"large file": {folder(t, map[string]string{"own.rego": own(findsWord) + strings.Repeat("#", MaxUserFile)}), "larger than"},
	} {
		if _, err := Load(t.Context(), Options{Dirs: []string{c.dir}}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestLoadReportsEveryBrokenFile(t *testing.T) {
	dir := folder(t, map[string]string{"one.rego": "package", "two.rego": "package threats.user.two"})
	_, err := Load(t.Context(), Options{Dirs: []string{dir}})
	if err == nil || !strings.Contains(err.Error(), "one.rego") || !strings.Contains(err.Error(), "two.rego") {
		t.Errorf("%v", err)
	}
}

func TestLoadSelectsByPackAndName(t *testing.T) {
	core, full := loadPack(t, Options{}), loadPack(t, Options{Pack: "full"})
	if len(core.Rules()) == 0 || len(core.Rules()) > len(full.Rules()) {
		t.Errorf("%d core rules, %d in all", len(core.Rules()), len(full.Rules()))
	}
	for _, r := range core.Rules() {
		if r.Pack != "core" {
			t.Errorf("%s is in pack %s", r.ID, r.Pack)
		}
	}
	for _, r := range full.Rules() {
		if r.Pack == "full" && len(loadPack(t, Options{Also: []string{r.ID}}).Rules()) != len(core.Rules())+1 {
			t.Errorf("%s is not loaded by name", r.ID)
		}
	}
	if _, err := Load(t.Context(), Options{Pack: "all"}); err == nil {
		t.Error("pack all is loaded")
	}
}

func TestRunTestsRunsUserTests(t *testing.T) {
	dir := folder(t, map[string]string{"own.rego": own(findsWord), "own_test.rego": `package threats.user.own_test

import data.threats.user.own

test_passes if count(own.finding) == 1 with input as indexed({"flows": {"f": {"protocol": "telnet"}}, "params": {"word": "telnet"}})

test_fails if 1 == 2

test_misspells if indexed({"flows": {"f": {"protocl": "telnet"}}})

test_leaves_empty if indexed({"flows": {"f": null}})

todo_test_later if 1 == 2
`})
	report, err := RunTests(t.Context(), Options{Dirs: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	outcome := map[string]TestResult{}
	for _, r := range report.Tests {
		outcome[r.Name] = r
	}
	if r := outcome["test_passes"]; !r.Passed || r.Line != 5 || r.Package != "threats.user.own_test" {
		t.Errorf("%+v", r)
	}
	if r := outcome["test_fails"]; r.Passed || r.Detail == "" {
		t.Errorf("%+v", r)
	}
	if r := outcome["test_misspells"]; r.Passed || !strings.Contains(r.Detail, "protocl") {
		t.Errorf("%+v", r)
	}
	if r := outcome["test_leaves_empty"]; r.Passed || !strings.Contains(r.Detail, `flows: "f" is null`) {
		t.Errorf("%+v", r)
	}
	if r := outcome["todo_test_later"]; r.Passed || !r.Skipped {
		t.Errorf("%+v", r)
	}
}
