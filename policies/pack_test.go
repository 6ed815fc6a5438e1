package policies

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/format"
)

// regoFiles lists every embedded Rego file.
func regoFiles(t testing.TB) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{embeddedRules, deviceRules, library} {
		names, err := fs.Glob(embedded, pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(names), err)
		}
		files = append(files, names...)
	}
	return files
}

func loadPack(t testing.TB, o Options) *Pack {
	t.Helper()
	p, err := Load(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEveryEmbeddedRuleIsLoadedInTheFullPack(t *testing.T) {
	rules := loadPack(t, Options{Pack: "full"}).Rules()
	files := 0
	for _, name := range regoFiles(t) {
		if strings.HasPrefix(name, "threats/") && !isTest(name) {
			files++
		}
	}
	if len(rules) == 0 || len(rules) != files || len(Catalogue()) != files {
		t.Errorf("%d files, %d rules loaded, %d in the catalogue", files, len(rules), len(Catalogue()))
	}
}

// A core that grows beyond what a reviewer reads is no core any more.
func TestCoreIsWhatMostReviewsNeed(t *testing.T) {
	const most = 40
	core := loadPack(t, Options{}).Rules()
	if len(core) == 0 || len(core) > most {
		t.Errorf("%d rules in core, want 1 to %d", len(core), most)
	}
	for _, r := range core {
		if r.Status == "preview" {
			t.Errorf("%s is a preview, which belongs to full", r.ID)
		}
	}
}

// A rule that a model names is evaluated, whichever pack it is in.
func TestNamedRulesOfTheFullPackAreLoaded(t *testing.T) {
	core, also := loadPack(t, Options{}).Rules(), loadPack(t, Options{Also: []string{"LEG-04"}}).Rules()
	has := func(rules []Rule) bool {
		return slices.ContainsFunc(rules, func(r Rule) bool { return r.ID == "LEG-04" })
	}
	if has(core) || !has(also) || len(also) != len(core)+1 {
		t.Errorf("LEG-04 in core: %v, when named: %v; %d and %d rules", has(core), has(also), len(core), len(also))
	}
}

func TestCatalogueIsSortedAndComplete(t *testing.T) {
	id := regexp.MustCompile(`^[A-Z]{3}-[0-9]{2}$`)
	rules := Catalogue()
	if len(rules) == 0 {
		t.Fatal("no rules")
	}
	for i, r := range rules {
		if i > 0 && rules[i-1].ID >= r.ID {
			t.Errorf("%s stands after %s", r.ID, rules[i-1].ID)
		}
		if !id.MatchString(r.ID) {
			t.Errorf("%s: the id %q is not three letters, a dash and two digits", r.File, r.ID)
		}
		if len(r.Fear) == 0 || len(r.Controls) == 0 || r.Effort == "" {
			t.Errorf("%s: fear, controls and effort belong to every rule of ours", r.File)
		}
		if strings.HasSuffix(r.Message, ".") || strings.HasSuffix(r.Title, ".") {
			t.Errorf("%s: title and message end without a full stop", r.File)
		}
		rule, tests, err := r.Source()
		if err != nil || !strings.Contains(rule, "package "+r.Package) || tests == "" {
			t.Errorf("%s: source of %d bytes, tests of %d bytes, %v", r.File, len(rule), len(tests), err)
		}
	}
}

// Whoever groups findings must find every rule in the groups.
func TestEveryRuleIsClassified(t *testing.T) {
	step := regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)
	for _, r := range Catalogue() {
		if len(r.Stride) == 0 || len(r.Opens) == 0 {
			t.Errorf("%s: STRIDE and the steps that it opens belong to every rule of ours", r.File)
		}
		if (slices.Contains(r.Fear, "privacy") || slices.Contains(r.Fear, "legal")) && len(r.Linddun) == 0 {
			t.Errorf("%s: fear %v without a word of LINDDUN", r.File, r.Fear)
		}
		for _, id := range r.Opens {
			if !step.MatchString(id) {
				t.Errorf("%s opens %q, which does not read like a step", r.File, id)
			}
		}
	}
}

func TestRegoTestsPassAndCoverEveryLine(t *testing.T) {
	report, err := RunTests(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Tests) == 0 {
		t.Fatal("no tests")
	}
	tested := map[string]bool{}
	for _, r := range report.Tests {
		tested[strings.TrimSuffix(r.File, "_test.rego")] = true
		if !r.Passed {
			t.Errorf("%s:%d: %s: %s", r.File, r.Line, r.Name, r.Detail)
		}
	}
	if len(report.Coverage) == 0 {
		t.Fatal("no coverage")
	}
	for _, c := range report.Coverage {
		if c.Percent < 100 {
			t.Errorf("%s: no test runs lines %v", c.File, c.Missed)
		}
		if strings.HasPrefix(c.File, "threats/") && !tested[strings.TrimSuffix(c.File, ".rego")] {
			t.Errorf("%s has no tests of its own", c.File)
		}
	}
}

func TestRegoIsFormatted(t *testing.T) {
	for _, name := range regoFiles(t) {
		source, err := embedded.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		formatted, err := format.Source(name, source)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if string(formatted) != string(source) {
			t.Errorf("%s is not formatted as opa fmt does:\n%s", name, formatted)
		}
	}
}

// TestEveryRuleShowsGoodAndBad wants the two small models beside each rule;
// package risk reads them.
func TestEveryRuleShowsGoodAndBad(t *testing.T) {
	for _, r := range Catalogue() {
		base := strings.TrimSuffix(r.File, ".rego")
		for _, model := range []string{base + ".good.yaml", base + ".bad.yaml"} {
			if !exists(model) {
				t.Errorf("%s is missing", model)
			}
		}
		family := path.Base(path.Dir(r.File))
		if r.Family != family {
			t.Errorf("%s: family %q, in folder %q", r.File, r.Family, family)
		}
	}
}

func TestDeviceRulesAreInTheCatalogueToo(t *testing.T) {
	var ids []string
	for _, r := range Catalogue() {
		if r.Family == "devices" {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 0 {
		t.Skip("the family devices has no rules yet")
	}
	for _, id := range ids {
		if !slices.ContainsFunc(append(deviceFixtures(t, "*.bad.json"), "device/dev12"), func(path string) bool { return ruleOfFixture(path) == id }) {
			t.Errorf("%s is not among the device rules", id)
		}
	}
}
