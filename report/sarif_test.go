package report

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

func sarifOf(t *testing.T, r *risk.Register) sarifRun {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal(in(t, "sarif", r, plainOptions), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("version %q with %d runs", log.Version, len(log.Runs))
	}
	return log.Runs[0]
}

// TestSARIFIsWhatTheStandardDemands checks what SARIF 2.1.0 says about the
// members that we use, on registers of every kind.
func TestSARIFIsWhatTheStandardDemands(t *testing.T) {
	for name, register := range registers() {
		t.Run(name, func(t *testing.T) {
			run := sarifOf(t, register())
			if run.Tool.Driver.Name == "" {
				t.Error("3.19.8: a driver has a name")
			}
			seen := map[string]bool{}
			for i, rule := range run.Tool.Driver.Rules {
				if rule.ID == "" || seen[rule.ID] {
					t.Errorf("3.49.3: rule %d has no id of its own: %q", i, rule.ID)
				}
				seen[rule.ID] = true
				if rule.ShortDescription.Text == "" || rule.Help.Text == "" {
					t.Errorf("3.12.3: rule %s lacks a text", rule.ID)
				}
			}
			for i, result := range run.Results {
				checkResult(t, i, result, run.Tool.Driver.Rules)
			}
		})
	}
}

func checkResult(t *testing.T, i int, r sarifResult, rules []sarifRule) {
	t.Helper()
	if r.RuleIndex < 0 || r.RuleIndex >= len(rules) || rules[r.RuleIndex].ID != r.RuleID {
		t.Errorf("3.27.6: result %d: ruleIndex %d is not %s", i, r.RuleIndex, r.RuleID)
	}
	if r.Kind == "fail" == (r.Level == "none") {
		t.Errorf("3.27.10: result %d: level %s with kind %s", i, r.Level, r.Kind)
	}
	if strings.TrimSpace(r.Message.Text) == "" || strings.Contains(r.Message.Text, "](") {
		t.Errorf("3.11: result %d: message %q is empty or has a link", i, r.Message.Text)
	}
	if len(r.Locations) != 1 {
		t.Errorf("result %d has %d locations; code scanning needs one", i, len(r.Locations))
	}
	if r.Suppressions == nil {
		t.Errorf("3.27.23: result %d does not say whether it is suppressed", i)
	}
	places := r.Locations
	for _, flow := range r.CodeFlows {
		if len(flow.ThreadFlows) == 0 || len(flow.ThreadFlows[0].Locations) == 0 {
			t.Errorf("3.36.3, 3.37.6: result %d has an empty code flow", i)
			continue
		}
		for _, step := range flow.ThreadFlows[0].Locations {
			places = append(places, step.Location)
		}
	}
	for _, s := range r.Suppressions {
		if s.Location != nil {
			places = append(places, *s.Location)
		}
	}
	for _, place := range places {
		checkPlace(t, i, place)
	}
}

func checkPlace(t *testing.T, i int, l sarifLocation) {
	t.Helper()
	if l.Physical == nil || l.Physical.Region == nil || l.Physical.Region.StartLine < 1 || l.Physical.Region.StartColumn < 0 {
		t.Errorf("3.30: result %d has a place without a line", i)
		return
	}
	uri := l.Physical.Artifact.URI
	u, err := url.Parse(uri)
	switch {
	case err != nil || strings.ContainsAny(uri, " \"<>\\^`{}|"):
		t.Errorf("3.10.1: result %d: %q is no URI: %v", i, uri, err)
	case u.IsAbs() && l.Physical.Artifact.Base != "":
		t.Errorf("3.4.4: result %d: absolute %q with a base", i, uri)
	}
}

func TestSARIFNamesOneRuleForEachRule(t *testing.T) {
	run := sarifOf(t, home())
	var got []string
	for _, rule := range run.Tool.Driver.Rules {
		got = append(got, rule.ID+" "+rule.DefaultConfiguration.Level+" "+rule.Properties.SecuritySeverity)
	}
	want := []string{
		"risk:edge-flood error 8.0", "risk:isolation-failure error 8.0", "risk:impersonation note 2.0",
		"INS-03 error 9.5", "EDG-04 error 8.0", "EDG-01 error 8.0", "AUD-04 warning 5.5",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}

func TestSARIFLevelsSeveritiesAndKinds(t *testing.T) {
	run := sarifOf(t, home())
	got := map[string]string{}
	for _, r := range run.Results {
		got[r.Properties.ID] = r.Kind + " " + r.Level
	}
	for id, want := range map[string]string{
		"edge-flood/outsider": "fail error", "isolation-failure/accident": "fail warning", "impersonation/neighbour": "fail note",
		"EDG-04@edge": "fail error", "EDG-01@edge": "open none", "AUD-04@audit-log": "fail warning",
	} {
		if got[id] != want {
			t.Errorf("%s is %q, want %q", id, got[id], want)
		}
	}
}

func TestSARIFLeadsAlongTheAttack(t *testing.T) {
	run := sarifOf(t, home())
	flow := run.Results[0].CodeFlows[0].ThreadFlows[0].Locations
	var got []int
	for _, step := range flow {
		got = append(got, step.Location.Physical.Region.StartLine)
	}
	if diff := cmp.Diff([]int{158, 160, 162}, got); diff != "" {
		t.Errorf("lines of the steps (-want +got):\n%s", diff)
	}
	if n := len(run.Results[0].CodeFlows); n != 1 {
		t.Errorf("%d flows for an attack that is both cheapest and likeliest", n)
	}
	if n := len(run.Results[1].CodeFlows); n != 2 {
		t.Errorf("%d flows where the likeliest attack is another than the cheapest", n)
	}
}

func TestSARIFWaiversAreSuppressions(t *testing.T) {
	for _, r := range sarifOf(t, home()).Results {
		if r.RuleID != "INS-03" {
			if len(r.Suppressions) > 0 {
				t.Errorf("%s is suppressed", r.Properties.ID)
			}
			continue
		}
		if len(r.Suppressions) != 1 {
			t.Fatalf("%d suppressions for the waived finding", len(r.Suppressions))
		}
		s := r.Suppressions[0]
		if s.Location.Physical.Region.StartLine != 200 || !strings.Contains(s.Justification, "Two people share the desk") {
			t.Errorf("the suppression is not the waiver: %+v", s)
		}
	}
}

func TestSARIFFingerprintsOutliveEdits(t *testing.T) {
	moved := home()
	for i := range moved.Risks {
		moved.Risks[i].Position.Line += 40
		moved.Risks[i].Title += ", now reworded"
	}
	for i := range moved.Findings {
		moved.Findings[i].Position.Line += 40
		moved.Findings[i].Message = "reworded"
	}
	before, after := sarifOf(t, home()), sarifOf(t, moved)
	seen := map[string]bool{}
	for i, r := range before.Results {
		if diff := cmp.Diff(r.PartialFingerprints, after.Results[i].PartialFingerprints); diff != "" {
			t.Errorf("%s changed its fingerprint:\n%s", r.Properties.ID, diff)
		}
		key := r.RuleID + " " + r.PartialFingerprints["stormtree/v1"]
		if seen[key] {
			t.Errorf("%s is not the only one with its fingerprint", r.Properties.ID)
		}
		seen[key] = true
	}
}

func TestSARIFFilesAreURIs(t *testing.T) {
	for file, want := range map[string]sarifArtifact{
		"model.yaml":             {URI: "model.yaml", Base: "%SRCROOT%"},
		"./models/model.yaml":    {URI: "models/model.yaml", Base: "%SRCROOT%"},
		"smart home/modèle.yaml": {URI: "smart%20home/mod%C3%A8le.yaml", Base: "%SRCROOT%"},
		"a:b.yaml":               {URI: "./a:b.yaml", Base: "%SRCROOT%"},
		"50%#1?.yaml":            {URI: "50%25%231%3F.yaml", Base: "%SRCROOT%"},
		"/srv/my models/m.yaml":  {URI: "file:///srv/my%20models/m.yaml"},
	} {
		if got := artifact(file); got != want {
			t.Errorf("%q is %+v, want %+v", file, got, want)
		}
	}
}

func TestSARIFOfNothingIsNoSuccess(t *testing.T) {
	run := sarifOf(t, &risk.Register{})
	if run.Invocations[0].ExecutionSuccessful || len(run.Invocations[0].Notifications) != 1 {
		t.Errorf("nothing was evaluated, yet %+v", run.Invocations[0])
	}
	if run := sarifOf(t, home()); !run.Invocations[0].ExecutionSuccessful {
		t.Error("an evaluated model is no success")
	}
}

func TestSARIFPlacesWhatHasNoPlace(t *testing.T) {
	r := home()
	r.Findings[0].Position = source.Pos{}
	for _, result := range sarifOf(t, r).Results {
		if result.RuleID == "INS-03" {
			if got := result.Locations[0].Physical; got.Artifact.URI != "models/smart%20home.yaml" || got.Region.StartLine != 1 {
				t.Errorf("it stands at %+v", got)
			}
		}
	}
}

// A rule of code scanning carries at most 20 tags, and those that classify it come first.
func TestSARIFRulesAreTagged(t *testing.T) {
	controls := make([]string, 30)
	for i := range controls {
		controls[i] = fmt.Sprintf("NIST-800-53:AC-%d", i)
	}
	r := home()
	r.Findings = []risk.Finding{{Rule: "X-01", Element: "edge", Outcome: risk.OutcomeFail, Severity: risk.High, Category: risk.Category{
		Fear: []string{"privacy"}, Cause: []string{"multi-tenancy"}, Stride: []string{"spoofing"}, Linddun: []string{"linking"},
	}}}
	r.Rules = []risk.Rule{{ID: "X-01", CWE: []string{"CWE-639"}, Controls: controls}}
	rules := sarifOf(t, r).Tool.Driver.Rules
	tags := rules[len(rules)-1].Properties.Tags
	want := []string{"security", "policy", "fear:privacy", "cause:multi-tenancy", "stride:spoofing", "linddun:linking", "external/cwe/cwe-639", "control:NIST-800-53:AC-0"}
	if len(tags) != 20 || !slices.Equal(tags[:len(want)], want) {
		t.Errorf("%d tags: %q", len(tags), tags)
	}
}
