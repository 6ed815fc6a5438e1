package risk_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/risk"
)

func criteria(t testing.TB, words ...string) risk.Criteria {
	t.Helper()
	var list risk.Criteria
	for _, word := range words {
		c, err := risk.ParseCriterion(word)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	return list
}

func TestCriteriaMindWhatTheyName(t *testing.T) {
	keys, edge := found("KEY-01", "a", "fail", "critical"), found("EDG-01", "a", "fail", "medium")
	keys.Family, edge.Family = "keys", "edge"
	preview := found("KEY-09", "a", "fail", "critical")
	preview.Preview = true
	cheap := risk.Risk{ID: "t/cheap", Severity: "low", Numbers: risk.Numbers{ExpectedLoss: risk.Views{Inherent: 9e6, Current: 99e3}}}
	dear := risk.Risk{ID: "t/dear", Severity: "low", Numbers: risk.Numbers{ExpectedLoss: risk.Views{Current: 100e3}}}
	r := registerOf([]risk.Finding{keys, edge, preview}, cheap, dear)
	tests := []struct {
		name       string
		fail, warn []string
		fails      string
		soft       string
	}{
		{"the default", nil, nil, "KEY-01@a", ""},
		{"a severity", []string{"medium"}, nil, "KEY-01@a EDG-01@a", ""},
		{"a rule alone", []string{"EDG-01"}, nil, "EDG-01@a", ""},
		{"a family alone", []string{"family:keys"}, nil, "KEY-01@a", ""},
		{"a loss alone", []string{"loss:100k"}, nil, "t/dear", ""},
		{"any of them", []string{"EDG-01", "loss:99k"}, nil, "EDG-01@a t/cheap t/dear", ""},
		{"a softer severity", []string{"high"}, []string{"low"}, "KEY-01@a", "EDG-01@a t/cheap t/dear"},
		{"a family softened", []string{"low"}, []string{"family:keys"}, "EDG-01@a t/cheap t/dear", "KEY-01@a"},
		{"a rule before a family", []string{"KEY-01"}, []string{"family:keys"}, "KEY-01@a", ""},
		{"a rule softened in a family", []string{"family:keys"}, []string{"KEY-01"}, "", "KEY-01@a"},
		{"alike fails", []string{"KEY-01"}, []string{"KEY-01"}, "KEY-01@a", ""},
		{"a risk that both mind", []string{"low"}, []string{"loss:100k"}, "KEY-01@a EDG-01@a t/cheap t/dear", ""},
	}
	for _, test := range tests {
		v := risk.Gate{FailOn: criteria(t, test.fail...), WarnOn: criteria(t, test.warn...)}.Judge(r)
		fails := append(namesOf(v.Findings), ids(&risk.Register{Risks: v.Risks})...)
		soft := append(namesOf(v.Soft), ids(&risk.Register{Risks: v.SoftRisks})...)
		soft = without(soft, "KEY-09@a")
		equal(t, test.name+": fails", strings.Join(fails, " "), test.fails)
		equal(t, test.name+": soft", strings.Join(soft, " "), test.soft)
		equal(t, test.name+": passes", v.Passed, test.fails == "")
	}
}

func without(list []string, word string) []string {
	var rest []string
	for _, w := range list {
		if w != word {
			rest = append(rest, w)
		}
	}
	return rest
}

func TestSoftUnknownsAreToldWhereTheGateInsists(t *testing.T) {
	r := registerOf([]risk.Finding{found("A-1", "a", "unknown", "low")})
	for unknown, want := range map[string]int{"": 0, risk.UnknownWarn: 0, risk.UnknownIgnore: 0, risk.UnknownFail: 1} {
		v := risk.Gate{WarnOn: criteria(t, "low"), Unknown: unknown}.Judge(r)
		equal(t, "soft with unknown "+unknown, len(v.Soft), want)
		equal(t, "passes", v.Passed, true)
	}
}

func TestCriteriaAreWrittenAsTheyAreRead(t *testing.T) {
	equal(t, "text", criteria(t, "high", "TEN-01", "family:keys", "loss:100k").String(), "high, TEN-01, family:keys, loss:100k")
	for _, bad := range []string{"loss:", "loss:much", "loss:-5", "loss:0"} {
		if _, err := risk.ParseCriterion(bad); err == nil {
			t.Errorf("%s is accepted", bad)
		}
	}
}

func TestAGateThatWaitsForWhatCannotComeIsAnError(t *testing.T) {
	m := parse(t, "rules: {EDG-01: off}\n")
	p, err := policies.Load(context.Background(), policies.Options{Dirs: []string{"testdata/rules"}})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ word, want string }{
		{"high", ""},
		{"loss:5k", ""},
		{"family:tenancy", ""},
		{"family:user", ""},
		{"TEN-01", ""},
		{"USR-01", ""},
		{"WVR-001", ""},
		{"family:waivers", ""},
		{"ten-01", `did you mean "TEN-01"?`},
		{"TEM-01", `did you mean "TEN-01"?`},
		{"hihg", `did you mean "high"?`},
		{"High", `did you mean "high"?`},
		{"nonsense", "write critical, high, medium, low, the id of a rule"},
		{"family:tenncy", `did you mean "tenancy"?`},
		{"family:zzz", "there are audit, "},
		{"USR-02", "preview"},
		{"EDG-01", "switched off here"},
	}
	for _, test := range tests {
		g := risk.Gate{FailOn: criteria(t, test.word)}
		err := g.Bind(m, p)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.word, err, test.want)
		}
	}
}
