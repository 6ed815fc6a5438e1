package policies

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// evaluateOwn evaluates one user's rule and returns its results.
func evaluateOwn(t *testing.T, source string, in *Input, s Setting) ([]Result, error) {
	t.Helper()
	p := loadPack(t, Options{Dirs: []string{folder(t, map[string]string{"own.rego": source})}})
	in.Index()
	results, err := p.Evaluate(t.Context(), in, map[string]Setting{"OWN-01": s})
	return slices.DeleteFunc(results, func(r Result) bool { return r.Rule != "OWN-01" }), err
}

// outcomes are the results' in words, by element.
func outcomes(results []Result) map[string]string {
	m := map[string]string{}
	for _, r := range results {
		m[r.Element] = strings.TrimSpace(r.Outcome.String() + " " + strings.Join(r.Missing, " "))
	}
	return m
}

func flows() *Input {
	return &Input{
		Components: map[string]*Component{"edge": {Kind: "edge", Checks: []string{}}, "blind": {Kind: "edge"}},
		Flows: map[string]*Flow{
			"telnet": {Protocol: "telnet", To: "edge"}, "http": {Protocol: "http", To: "edge"},
			"silent": {To: "edge"}, "unsure": {Protocol: "telnet", To: "blind"}, "lost": {},
		},
	}
}

func TestOutcomesByPrecedence(t *testing.T) {
	for name, c := range map[string]struct {
		source string
		want   map[string]string
	}{
		"fail is certain whatever is missing": {
			strings.Replace(own(findsWord), "[protocol]", "[protocol, receiver.checks]", 1),
			map[string]string{
				"telnet": "fail", "unsure": "fail", "http": "pass", "silent": "unknown protocol", "lost": "unknown protocol to",
			},
		},
		"pass is certain whatever is missing": {
			strings.Replace(own(findsWord+"\npass contains id if some id, _ in input.flows\n"), "[protocol]", "[protocol]", 1),
			map[string]string{"telnet": "fail", "unsure": "fail", "http": "pass", "silent": "pass", "lost": "pass"},
		},
		"not applicable comes first": {
			own(findsWord + "\napplicable contains \"http\"\n"),
			map[string]string{"http": "pass"},
		},
		"a rule's own unknown": {
			own(findsWord + "\nunknown contains {\"element\": id, \"facts\": [\"mood\"]} if some id, _ in input.flows\n"),
			map[string]string{
				"telnet": "fail", "unsure": "fail", "http": "unknown mood", "silent": "unknown mood", "lost": "unknown mood",
			},
		},
		"a fact of another element": {
			strings.Replace(own("finding contains {\"element\": \"http\"} if input.params.word == \"x\"\n"), "[protocol]", "[receiver.checks]", 1),
			map[string]string{
				"telnet": "pass", "http": "pass", "silent": "pass", "unsure": "unknown checks@blind", "lost": "unknown to",
			},
		},
		"protocols": {
			strings.Replace(own(findsWord), "scope: flows", "scope: flows\n#   protocols: [http]", 1),
			map[string]string{"http": "pass"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			results, err := evaluateOwn(t, c.source, flows(), Setting{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, outcomes(results)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestOutOfScopeComponentsAndOtherKindsAreNotApplicable(t *testing.T) {
	source := strings.NewReplacer("scope: flows", "scope: components\n#   kinds: [edge]", "facts: [protocol]", "facts: [tenancy]",
		"{protocol}", "{tenancy}", "input.flows", "input.components", "f.protocol", "f.tenancy").Replace(own(findsWord))
	in := &Input{Components: map[string]*Component{
		"in": {Kind: "edge", Tenancy: "telnet"}, "out": {Kind: "edge", Tenancy: "telnet", OutOfScope: "not ours"},
		"store": {Kind: "store", Tenancy: "telnet"}, "kindless": {},
	}}
	results, err := evaluateOwn(t, source, in, Setting{})
	if want := map[string]string{"in": "fail"}; err != nil || !cmp.Equal(outcomes(results), want) {
		t.Errorf("%v, %v", outcomes(results), err)
	}
}

func TestSettings(t *testing.T) {
	results, err := evaluateOwn(t, own(findsWord), flows(), Setting{Params: map[string]any{"word": "http"}})
	if got := outcomes(results); err != nil || got["http"] != "fail" || got["telnet"] != "pass" {
		t.Errorf("%v, %v", got, err)
	}
	if results, err := evaluateOwn(t, own(findsWord), flows(), Setting{Off: true}); err != nil || len(results) > 0 {
		t.Errorf("a rule that is off says %v, %v", results, err)
	}
}

func TestMessageIsFilledIn(t *testing.T) {
	source := own(`finding contains {"element": id, "related": [f.to, "edge"], "args": {"why": ["a", "b"]}} if {
	some id, f in input.flows
	f.protocol == "telnet"
	f.to == "edge"
}
`)
	source = strings.Replace(source, `Flow "{element}" speaks {protocol}`,
		`'{element} {related} {protocol} {rate} {poll_every} {metered} {receiver.kind} {receiver.memory} {params.word} {args.why}'`, 1)
	in := flows()
	in.Flows["telnet"].Rate, in.Flows["telnet"].PollEvery, in.Flows["telnet"].Metered = new(12.0), new(0.5), new(true)
	results, err := evaluateOwn(t, source, in, Setting{})
	if err != nil {
		t.Fatal(err)
	}
	want := "telnet edge telnet 12/y 12h yes edge what is not stated telnet a, b"
	if i := slices.IndexFunc(results, func(r Result) bool { return r.Outcome == Fail }); i < 0 || results[i].Message != want {
		t.Errorf("%+v\nwant %q", results, want)
	}
}

func TestUnknownIsSaidInASentence(t *testing.T) {
	got := unstatedSentence("uplink", []string{"checks@edge", "tenant_from"})
	if want := `Not stated: checks of "edge", tenant_from of "uplink"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestManyFindingsAtOneElementBecomeOne(t *testing.T) {
	in := &Input{Flows: map[string]*Flow{"f": {Protocol: "telnet"}}, Components: map[string]*Component{}}
	for i := range MaxRelated + 7 {
		in.Components[fmt.Sprintf("c%03d", i)] = &Component{}
	}
	source := own(`finding contains {"element": id, "related": [other]} if {
	some id, _ in input.flows
	some other, _ in input.components
}
`)
	results, err := evaluateOwn(t, source, in, Setting{})
	if err != nil || len(results) != 1 {
		t.Fatalf("%v, %v", results, err)
	}
	if r := results[0]; len(r.Related) != MaxRelated || !strings.Contains(r.Message, "(57 related elements, 50 named)") {
		t.Errorf("%d related, %q", len(r.Related), r.Message)
	}
}

func TestMistakesOfRulesAreErrors(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"an element that is none": {"finding contains {\"element\": \"nobody\"}\n", `"nobody", which is none of the flows`},
		"a field that is none":    {"finding contains {\"element\": \"http\", \"relatd\": []}\n", "relatd"},
		"no object":               {"finding contains \"http\"\n", "the set finding should hold"},
		"a function's error":      {"finding contains {\"element\": \"http\"} if to_number(input.flows.http.protocol) > 1\n", "to_number"},
		"two values":              {"x := 1 if input.flows\n\nx := 2 if input.flows\n\nfinding contains {\"element\": \"http\"} if x == 1\n", "conflict"},
	} {
		body := strings.ReplaceAll(c.body, "input.flows.http.protocol", "input.flows[id].protocol")
		if body != c.body {
			body = strings.Replace(body, "if to_number", "if {\n\tsome id, _ in input.flows\n\tto_number", 1) + "}\n"
		}
		if results, err := evaluateOwn(t, own(body), flows(), Setting{}); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "OWN-01") {
			t.Errorf("%s: %v, %v; want %q", name, results, err, c.want)
		}
	}
}

func TestEvaluateWantsAnIndexedInput(t *testing.T) {
	if _, err := loadPack(t, Options{}).Evaluate(t.Context(), &Input{}, nil); err == nil {
		t.Error("no error")
	}
}

func TestEvaluateEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in := synthetic(100)
	in.Index()
	if results, err := loadPack(t, Options{}).Evaluate(ctx, in, nil); err == nil {
		t.Errorf("%d results", len(results))
	}
}

func TestResultsAreSortedAndTheSameEveryTime(t *testing.T) {
	p := loadPack(t, Options{Pack: "full"})
	in := synthetic(60)
	in.Index()
	first, err := p.Evaluate(t.Context(), in, nil)
	if err != nil || len(first) == 0 {
		t.Fatalf("%d results, %v", len(first), err)
	}
	if !slices.IsSortedFunc(first, func(a, b Result) int {
		return strings.Compare(a.Rule+"\x00"+a.Element, b.Rule+"\x00"+b.Element)
	}) {
		t.Error("not sorted by rule and element")
	}
	for range 3 {
		again, err := p.Evaluate(t.Context(), in, nil)
		if diff := cmp.Diff(first, again); err != nil || diff != "" {
			t.Fatalf("%v\n%s", err, diff)
		}
	}
}

func TestEveryRuleEvaluatesWithNothingStated(t *testing.T) {
	in := &Input{
		Parties: map[string]*Party{"p": {}}, Boundaries: map[string]*Boundary{"b": {}},
		Components: map[string]*Component{}, Flows: map[string]*Flow{}, Keys: map[string]*Key{"k": {}},
		Roles: map[string]*Role{"r": {}}, Assets: map[string]*Asset{"a": {}},
		Attackers: map[string]*Attacker{"x": {}}, Mitigations: map[string]*Mitigation{"m": {}},
	}
	for _, kind := range keysOf("by_kind") {
		in.Components[kind] = &Component{Kind: kind}
		in.Flows["to-"+kind] = &Flow{From: "device", To: kind, Purpose: "command", Protocol: "mqtt"}
		in.Flows["from-"+kind] = &Flow{From: kind, To: "store"}
	}
	in.Index()
	if _, err := loadPack(t, Options{Pack: "full"}).Evaluate(t.Context(), in, nil); err != nil {
		t.Error(err)
	}
}

func TestRatesAreShownOverATimeThatOneCanImagine(t *testing.T) {
	for rate, want := range map[float64]string{
		0: "0/y", 0.25: "0.25/y", 12: "12/y", 365: "1/d", 5 * 365 * 24: "5/h", 90 * 365 * 24: "1.5/min", 50000.5 * 365 * 24 * 3600: "50000.5/s",
	} {
		if got := quantity(rate, "per-year"); got != want {
			t.Errorf("%v a year is %s, want %s", rate, got, want)
		}
	}
}

func TestSpansAreShownInAUnitThatFits(t *testing.T) {
	for days, want := range map[float64]string{0: "0d", 1.0 / 86400: "1s", 1.5 / 24 / 60: "1.5min", 0.25: "6h", 400: "400d", Unlimited: "unlimited"} {
		if got := quantity(days, "days"); got != want {
			t.Errorf("%v days are %s, want %s", days, got, want)
		}
	}
}
