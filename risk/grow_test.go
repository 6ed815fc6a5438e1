package risk_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

// stripped is an example without its hand-written threats and what acts on their steps.
func stripped(t testing.TB, example string) *model.Model {
	t.Helper()
	path := filepath.Join("..", "examples", example, "model.yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	root, problems := source.Read(path, data)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	bare := *root
	bare.Keys, bare.Items = nil, nil
	for i, key := range root.Keys {
		if !slices.Contains([]string{"threats", "steps", "mitigations"}, key.Text) {
			bare.Keys, bare.Items = append(bare.Keys, key), append(bare.Items, root.Items[i])
		}
	}
	m, problems := model.Decode(path, &bare)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return m
}

func grow(t testing.TB, m *model.Model, o risk.Options, where string) *risk.Growth {
	t.Helper()
	g, err := risk.Grow(context.Background(), m, o, where, false)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// ranked analyzes a model with what grows from it.
func ranked(t testing.TB, m *model.Model, where string) *risk.Register {
	t.Helper()
	g := grow(t, m, risk.Options{Rules: pack(t, m)}, where)
	r, err := risk.Analyze(context.Background(), g.Model, g.Options)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Without a single tree by hand, what the authors of the examples feared most is
// still what comes first.
func TestExamplesWithoutTheirTreesRankSensibly(t *testing.T) {
	home := ranked(t, stripped(t, "smart-home"), risk.GrowMissing)
	saas := ranked(t, stripped(t, "saas-multitenant"), risk.GrowMissing)
	for _, c := range []struct {
		register *risk.Register
		id       string
		worst    int // the last rank that it may have
	}{
		{home, "data-isolation-failure@telemetry/outsider", 3},
		{home, "data-isolation-failure@telemetry/co-tenant", 6},
		{home, "data-isolation-failure@telemetry/accident", 6},
		{home, "provider-insider@telemetry/provider-admin", 10},
		{home, "subcontractor-breach@telemetry/accident", 15},
		{home, "outsider-becomes-insider@telemetry/outsider", 20},
		{home, "device-impersonation@telemetry/outsider", 35},
		{home, "edge-flood@service/outsider", 35},
		{saas, "data-isolation-failure@invoices/curious-customer", 5},
		{saas, "edge-flood@service/outsider", 5},
		{saas, "data-isolation-failure@sessions/curious-customer", 8},
	} {
		if r := row(t, c.register, c.id); r.Rank > c.worst {
			t.Errorf("%s has rank %d, want %d or better", c.id, r.Rank, c.worst)
		} else if !r.Grown || r.DefaultsShare == 0 {
			t.Errorf("%s does not say that it grew, or what of it are defaults: %+v", c.id, r)
		}
	}
}

// What nobody else operates, hosts or shares grows nothing that needs a provider or a neighbour.
func TestNothingForeignGrowsInAHouseOfOnesOwn(t *testing.T) {
	r := ranked(t, parse(t, `
parties: {us: {kind: customer}}
boundaries: {cellar: {kind: site, operator: us}}
components: {files: {kind: store, inside: cellar, tenancy: single, encryption: {at_rest: no}}}
assets: {letters: {at: [files], sensitivity: {confidentiality: 4, integrity: 4, availability: 4}, loss: 10k, allowed: {parties: [us]}}}
`), risk.GrowMissing)
	for _, x := range r.Risks {
		if slices.Contains([]string{"data-isolation-failure", "co-residence", "provider-insider", "provider-alteration", "provider-failure", "subcontractor-breach", "jurisdiction"}, x.Pattern) {
			t.Errorf("%s grew", x.ID)
		}
	}
}

const chain = `
boundaries: {office: {kind: site}, net: {kind: network}}
components:
  web: {kind: service, inside: net, exposed_to: [internet]}
  app: {kind: service, inside: net}
  files: {kind: store, inside: net, tenancy: single, encryption: {at_rest: yes}}
flows:
  ask: {from: web, to: app, authentication: mutual-tls, tls: 1.3, protocol: http, purpose: other}
  tell: {from: app, to: web, authentication: mutual-tls, tls: 1.3, protocol: http, purpose: other}
  read: {from: app, to: files, authentication: mutual-tls, tls: 1.3, protocol: sql, purpose: query, returns: [letters]}
assets: {letters: {at: [files], sensitivity: {confidentiality: 4, integrity: 1, availability: 1}, loss: 10k}}
attackers: {thief: {kind: outsider, at: [internet]}}
`

// mean is the mean of a default number, a PERT of its three ends.
func mean(t testing.TB, id string) float64 {
	t.Helper()
	d, ok := library.Default(id)
	if !ok {
		t.Fatal(id)
	}
	return (d.Low + 4*d.Likely + d.High) / 6
}

// Control spreads from call to call, through a cycle of calls too, and the tree is
// exact about the steps that its ways share.
func TestMovementFollowsCallsThroughACycle(t *testing.T) {
	r := ranked(t, parse(t, chain), risk.GrowMissing)
	in, on, use := mean(t, "exploit-exposed"), mean(t, "move-on"), mean(t, "rights-suffice")
	near(t, "movement", row(t, r, "lateral-movement@letters/thief").Likelihood.Current, in*on*(1-(1-on)*(1-use)))
}

func TestAWrittenStepOverridesAGrownOne(t *testing.T) {
	r := ranked(t, parse(t, chain+"steps: {move-on@ask: {probability: 0}}\n"), risk.GrowMissing)
	if slices.Contains(ids(r), "lateral-movement@letters/thief") {
		t.Error("a way is open that the author has shut")
	}
	r = ranked(t, parse(t, chain+"steps: {move-on@ask: {probability: 1}}\n"), risk.GrowMissing)
	in, on, use := mean(t, "exploit-exposed"), mean(t, "move-on"), mean(t, "rights-suffice")
	near(t, "movement", row(t, r, "lateral-movement@letters/thief").Likelihood.Current, in*(1-(1-on)*(1-use)))
}

// A written threat stands for all that would grow for its asset, for one pattern
// beside others, or for nothing, as the author says.
func TestWhereTreesGrow(t *testing.T) {
	const own = "steps: {burgle: {probability: 0.1}}\n"
	for _, c := range []struct {
		name, text, where string
		want              []string // patterns that grew
	}{
		{"an asset with a threat of its own", own + "threats: {burglary: {asset: letters, attack: burgle}}\n", risk.GrowMissing, nil},
		{"beside that threat", own + "threats: {burglary: {asset: letters, attack: burgle}}\n", risk.GrowAll, []string{"lateral-movement"}},
		{"in its place", own + "threats: {burglary: {asset: letters, pattern: lateral-movement, attack: burgle}}\n", risk.GrowAll, nil},
		{"nowhere", "", risk.GrowNone, nil},
		{"switched off", "patterns: {lateral-movement: off}\n", risk.GrowAll, nil},
		{"switched on", own + "patterns: {lateral-movement: on}\nthreats: {burglary: {asset: letters, attack: burgle}}\n", risk.GrowMissing, []string{"lateral-movement"}},
	} {
		m := parse(t, chain+c.text)
		g := grow(t, m, risk.Options{Rules: pack(t, m)}, c.where)
		var grown []string
		for _, threat := range g.Model.Threats {
			if strings.HasSuffix(threat.ID, "@letters") {
				grown = append(grown, threat.Pattern)
			}
		}
		if diff := cmp.Diff(c.want, grown); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestTheReplacedPatternIsNamed(t *testing.T) {
	m := parse(t, chain+"steps: {burgle: {probability: 0.1}}\nthreats: {burglary: {asset: letters, pattern: lateral-movement, attack: burgle}}\n")
	g := grow(t, m, risk.Options{Rules: pack(t, m)}, risk.GrowAll)
	want := `threat "burglary" stands for what pattern lateral-movement would grow for "letters"`
	if !slices.ContainsFunc(g.Options.Notes, func(n risk.Note) bool { return n.Message == want }) {
		t.Errorf("%v", g.Options.Notes)
	}
}

// A threat that has the id of what would grow stands for it, whatever else it says.
func TestAThreatOfTheSameNameStandsForWhatGrows(t *testing.T) {
	for _, own := range []string{"{title: Mine}", "{pattern: edge-flood}", "{pattern: lateral-movement}"} {
		m := parse(t, chain+"threats: {lateral-movement@letters: "+own+"}\n")
		g := grow(t, m, risk.Options{Rules: pack(t, m)}, risk.GrowAll)
		if g.Threats != 0 || len(g.Options.Notes) != 1 {
			t.Errorf("%s: %d threats, %v", own, g.Threats, g.Options.Notes)
		}
	}
}

// Names of elements come into titles as they are, in one order.
func TestNamesInTitlesAreNoVariables(t *testing.T) {
	m := parse(t, strings.ReplaceAll(chain, "  app: {", "  app: {title: \"{inflow} {self}\", exposed_to: [internet], "))
	o := risk.Options{Rules: pack(t, m)}
	const want = "From web → {inflow} {self}"
	for range 10 {
		control := grow(t, m, o, risk.GrowMissing).Model.Step("control@app").Part
		if got := control.Children[1].Title; got != want {
			t.Fatalf("%q, not %q", got, want)
		}
	}
}

// Rules are evaluated once, and every grown step says which pattern, element, rule
// and default numbers put it there.
func TestGrownStepsSayWhereTheyComeFrom(t *testing.T) {
	m := stripped(t, "smart-home")
	g := grow(t, m, risk.Options{Rules: pack(t, m)}, risk.GrowMissing)
	steps := 0
	for _, s := range g.Model.Steps {
		if s.Pattern == "" || len(s.At) == 0 || s.Part == nil && (s.Basis == "" || s.Probability == nil) || s.Pos.Line == 0 {
			t.Errorf("%s says too little: %+v", s.ID, s)
		}
		if len(s.When) > 0 {
			steps++
		}
	}
	if steps < 30 {
		t.Errorf("only %d steps wait for a rule", steps)
	}
}

func TestTheUsualAttackersGrowWhereNobodyIsNamed(t *testing.T) {
	text := strings.Replace(chain, "attackers: {thief: {kind: outsider, at: [internet]}}", "", 1)
	r := ranked(t, parse(t, text), risk.GrowMissing)
	x := row(t, r, "lateral-movement@letters/outsider@internet")
	if x.IfTried || x.Basis != library.Assumed || !slices.ContainsFunc(x.Assumed, func(a risk.Assumption) bool { return a.What == risk.AssumedAttempts }) {
		t.Errorf("%+v", x)
	}
}

// A loss that an asset states is for its most sensitive property; each level
// below is a tenth.
func TestALessSensitivePropertyCostsLess(t *testing.T) {
	text := strings.Replace(chain, "confidentiality: 4", "confidentiality: 3", 1)
	text = strings.Replace(text, "availability: 1", "availability: 5", 1)
	r := ranked(t, parse(t, text), risk.GrowMissing)
	near(t, "loss", row(t, r, "lateral-movement@letters/thief").LossMean, 100)
}

// What is pinned means the same as what grew, and nothing grows beside it.
func TestAPinnedModelMeansTheSame(t *testing.T) {
	for _, example := range []string{"smart-home", "saas-multitenant"} {
		m := stripped(t, example)
		o := risk.Options{Rules: pack(t, m)}
		before := ranked(t, m, risk.GrowMissing)
		whole, err := risk.Grow(context.Background(), m, o, risk.GrowMissing, true)
		if err != nil {
			t.Fatal(err)
		}
		pinned, problems := m.With(whole.Added)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		after := ranked(t, pinned, risk.GrowMissing)
		if diff := cmp.Diff(numbers(before), numbers(after), cmp.Comparer(closeTo)); diff != "" {
			t.Errorf("%s (-grown +pinned):\n%s", example, diff)
		}
		if after.Summary.ThreatsGrown != 0 || after.Risks[0].Grown {
			t.Errorf("%s: something grew beside what is pinned", example)
		}
	}
}

func numbers(r *risk.Register) map[string]risk.Numbers {
	list := map[string]risk.Numbers{}
	for _, x := range r.Risks {
		list[x.ID] = x.Numbers
	}
	return list
}

func TestPinKeepsTheAuthorsWordsAndComments(t *testing.T) {
	const text = "# ours\nsteps:\n  # mine\n  move-on@ask: {probability: 0.3}  # measured by us\nassets: {}\n"
	root, problems := source.Read("x", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m := parse(t, chain)
	whole, err := risk.Grow(context.Background(), m, risk.Options{Rules: pack(t, m)}, risk.GrowMissing, true)
	if err != nil {
		t.Fatal(err)
	}
	if problems := risk.Pin(m, root, whole.Added); len(problems) > 0 {
		t.Fatal(problems)
	}
	var out bytes.Buffer
	if err := source.Write(&out, root); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# ours", "# mine", "# measured by us", "probability: 0.3", "pattern: lateral-movement", "threats:", "move-on@read:"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "probability: 0.3\n    pattern: lateral-movement\n    basis: assumed") {
		t.Error("the author's number is called an assumption")
	}
}

// Equal models grow equal trees, twenty times over.
func TestGrowthIsDeterministic(t *testing.T) {
	m := stripped(t, "smart-home")
	o := risk.Options{Rules: pack(t, m)}
	var first bytes.Buffer
	for i := range 20 {
		g, err := risk.Grow(context.Background(), m, o, risk.GrowAll, true)
		if err != nil {
			t.Fatal(err)
		}
		var again bytes.Buffer
		if err := source.Write(&again, g.Added); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = again
		} else if !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Fatal("another run grew something else")
		}
	}
}

// A pattern that matches everything is narrowed, and says so.
func TestWhatMatchesEverythingIsNarrowed(t *testing.T) {
	var b strings.Builder
	b.WriteString("components:\n  files: {kind: store, tenancy: single}\n")
	for i := range 80 {
		fmt.Fprintf(&b, "  web-%d: {kind: service, exposed_to: [internet]}\n", i)
	}
	b.WriteString("flows:\n")
	for i := range 80 {
		fmt.Fprintf(&b, "  f-%d: {from: web-%d, to: files, authentication: password, returns: [letters]}\n", i, i)
	}
	b.WriteString("assets: {letters: {at: [files]}}\n")
	m := parse(t, b.String())
	g := grow(t, m, risk.Options{Rules: pack(t, m)}, risk.GrowMissing)
	want := `looks at the first 50 of 80 elements at "letters", and at no more elsewhere`
	if !slices.ContainsFunc(g.Options.Notes, func(n risk.Note) bool { return strings.Contains(n.Message, want) }) {
		t.Errorf("%v", g.Options.Notes)
	}
}

// An accident has the unit of its number: a rate, or a chance.
func TestAnAccidentHasTheUnitOfItsNumber(t *testing.T) {
	patterns, problems := library.ReadPatterns(fstest.MapFS{"own.yaml": {Data: []byte(`
pattern: p
title: P
description: D
threat: T
category: {}
attack: {any: [{each: {place: asset.places}, any: [chance@place, rate@place]}]}
steps:
  chance: {title: S, on: component, kind: accident, probability: open-door-used}
  rate: {title: S, on: component, kind: accident, probability: outage-serious}
attackers: {anybody: {title: A, kind: outsider, each: internet}}
`)}}, library.Bundled())
	if len(problems) == 0 {
		problems = risk.CheckPatterns(patterns, nil)
	}
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m := parse(t, strings.Replace(chain, "attackers: {thief: {kind: outsider, at: [internet]}}", "", 1))
	g := grow(t, m, risk.Options{Rules: pack(t, m), Patterns: patterns}, risk.GrowMissing)
	near(t, "chance", g.Model.Step("chance@files").Probability.Mean(), mean(t, "open-door-used"))
	if rate := g.Model.Step("rate@files").Probability.Mean(); rate >= mean(t, "outage-serious") {
		t.Errorf("a rate of %v became no chance: %v", mean(t, "outage-serious"), rate)
	}
	if a := g.Model.Attacker("anybody@internet"); a == nil || a.Basis != "" {
		t.Errorf("%+v", a)
	}
}

// Patterns of one's own grow beside ours, from our steps and theirs.
func TestPatternsOfOnesOwn(t *testing.T) {
	own := fstest.MapFS{"own.yaml": {Data: []byte(`
pattern: burglary
title: Burglary
description: Somebody carries the machine away.
threat: Somebody carries {asset} out of the door
category: {fear: [confidentiality]}
attack: {any: [{each: {place: asset.places}, any: [carry-away@place, control@place]}]}
steps: {carry-away: {title: "Carry {self} away", on: component, probability: open-door-used, cost: flood-cost, time: insider-days, skill: novice}}
`)}}
	patterns, problems := library.ReadPatterns(own, library.Bundled())
	if len(problems) == 0 {
		problems = risk.CheckPatterns(patterns, nil)
	}
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m := parse(t, chain)
	g := grow(t, m, risk.Options{Rules: pack(t, m), Patterns: patterns}, risk.GrowMissing)
	if s := g.Model.Step("carry-away@files"); s == nil || g.Model.Threat("burglary@letters") == nil {
		t.Errorf("nothing grew: %v", g.Options.Notes)
	}
}

func TestPatternsThatCannotGrowAreRefused(t *testing.T) {
	const head = "pattern: p\ntitle: P\ndescription: D\nthreat: T\ncategory: {}\n"
	const step = "steps: {s: {title: S, on: component, probability: open-door-used}}\n"
	for _, c := range []struct{ text, want string }{
		{head, `pattern "p" does not say "attack"`},
		{head + step + "attack: {any: [s]}", `"s" does not say where; write step@variable`},
		{head + step + "attack: {any: [s@place]}", `nothing is called "place" here; there are asset`},
		{head + step + "attack: {any: [x@asset]}", `there is no step "x"`},
		{head + step + "attack: {any: [s@asset]}", `step "s" is on a component, and this is an asset`},
		{head + step + "attack: {any: [s@asset.places]}", `"places" leads to several; repeat the step with "each"`},
		{head + step + "attack: {any: [{each: {place: asset.rooms}, any: [s@place]}]}", `nothing leads by "rooms" from an asset; there are places, handlers`},
		{head + step + "attack: {all: [{each: {place: asset.places}, any: [s@place]}]}", `"each" gives several ways and stands below "any", not all`},
		{head + step + "attack: {any: [], all: [s@asset]}", `any is a list that is not empty`},
		{head + step + "attack: {any: [s@asset], all: [s@asset]}", `a place has one gate; this is any and all`},
		{head + step + "attack: {some: [s@asset]}", `unknown key "some" in a place in a tree`},
		{"steps: {s: {title: S, on: component, any: [s@self]}}", `part "s" leads through itself; say in "hops" how often it may`},
		{"steps: {a: {title: A, on: component, any: [b@self]}, b: {title: B, on: component, any: [a@self]}}", `part "a" leads through itself`},
		{"steps: {s: {title: S, on: component, hops: 9, any: [s@self]}}", `hops is a whole number from 1 to 4`},
		{"steps: {s: {title: S, on: cloud, probability: open-door-used}}", `does not say whether it is "on" a component, flow, asset or party`},
		{"steps: {s: {title: S, on: flow}}", `step "s" has neither a gate nor a probability`},
		{"steps: {s: {title: S, on: flow, probability: none-such}}", `there is no default number "none-such"`},
		{"steps: {s: {title: S, on: flow, probability: flood-cost}}", `the default number "flood-cost" is cost, not probability`},
		{"steps: {s: {title: S, on: flow, probability: open-door-used, when: NO-01}}", `step "s" waits for "NO-01", which is not a rule`},
		{"steps: {s: {title: S, on: flow, probability: open-door-used, when: TEN-01@host}}", `nothing leads by "host" from a flow`},
		{"steps: {s: {title: S, on: flow, probability: open-door-used, from: sender}}", `nobody can stand at "sender", which leads to a component`},
		{"attackers: {a: {title: A, kind: outsider, each: moon}}", `nothing leads by "moon" from a model; there are internet, providers, neighbours, staff`},
		{"steps: {exploit-entrance: {title: S, on: component, probability: open-door-used}}", `step "exploit-entrance" is told already in steps.yaml`},
		{"attackers: {outsider: {title: A, kind: outsider, each: internet}}", `attacker "outsider" is told already in steps.yaml`},
		{strings.Replace(head, "pattern: p", "pattern: edge-flood", 1) + step + "attack: {any: [s@asset]}", `pattern "edge-flood" is told already in edge-flood.yaml`},
		{"- a\n", `a file of patterns is a mapping`},
		{"steps: [a]\n", `this is a mapping from names`},
		{head + step + "attack: {any: [{each: [a], any: [s@asset]}]}", `each is one name and where it leads`},
		{head + step + "attack: {any: [{each: {asset: asset.places}, any: [s@asset]}]}", `something is called "asset" already`},
		{"title: {a: b}\npattern: p\n", `this is a text, not a mapping or a list`},
		{strings.Replace(head, "title: P", "title: ''", 1) + step + "attack: {any: [s@asset]}", `pattern "p" does not say "title"`},
		{head + step + "attack: {each: {place: asset.places}, any: [s@place]}", `an attack is one place and is not repeated`},
		{"steps: {s: {title: S, on: component, probability: open-door-used, any: [control@self]}}", `step "s" has a gate and no "probability"`},
		{"steps: {s: {title: S, on: component, probability: open-door-used, hops: 2}}", `step "s" has hops and no gate`},
		{"steps: {a: {title: A, on: component, hops: 2, any: [b@self]}, b: {title: B, on: component, hops: 2, any: [a@self]}}", `part "a" leads through itself by way of other parts`},
		{"steps: {s: {title: S, on: component, probability: open-door-used, skill: wizard}}", `own.yaml:1:9: "skill" is "wizard"`},
		{"steps: {s: {title: S, on: component, probability: open-door-used, kind: magic}}", `own.yaml:1:9: "kind" is "magic"`},
		{"steps: {s: {title: S, on: component, probability: open-door-used, kind: condition, cost: flood-cost}}", `own.yaml:1:9: step "s" is luck and has no "cost"`},
		{"steps: {s: {title: S, on: component, probability: open-door-used, kind: condition, from: exposure}}", `own.yaml:1:9: step "s" is luck and has no "from"`},
		{"steps: {a b: {title: S, on: component, probability: open-door-used}}", `own.yaml:1:9: the id "a b" may only have letters`},
		{"steps: {control-within-1: {title: S, on: component, probability: open-door-used}}", `id "control-within-1" is already a step`},
		{strings.Replace(head, "pattern: p", "pattern: s", 1) + step + "attack: {any: [{each: {place: asset.places}, any: [s@place]}]}", `id "s" is already a threat`},
		{strings.Replace(head, "category: {}", "category: {fear: [doom]}", 1) + step + "attack: {any: [{each: {place: asset.places}, any: [s@place]}]}", `own.yaml:1:1: "fear" is "doom"`},
		{"attackers: {a: {title: A, kind: outsider, each: internet, skill: divine}}", `own.yaml:1:13: "skill" is "divine"`},
	} {
		patterns, problems := library.ReadPatterns(fstest.MapFS{"own.yaml": {Data: []byte(c.text)}}, library.Bundled())
		if len(problems) == 0 {
			problems = risk.CheckPatterns(patterns, nil)
		}
		if len(problems) == 0 || !strings.Contains(problems.Error(), c.want) {
			t.Errorf("%s\n%v, not %q", c.text, problems, c.want)
		}
	}
}

func TestOurPatternsAreSound(t *testing.T) {
	if problems := risk.CheckPatterns(library.Bundled(), nil); len(problems) > 0 {
		t.Error(problems)
	}
	if n := len(library.Bundled().Patterns); n < 16 {
		t.Errorf("only %d patterns", n)
	}
}

func TestAModelSpeaksOfPatternsThatThereAre(t *testing.T) {
	m := parse(t, chain+"patterns: {man-in-the-midle: off}\nsteps: {a: {probability: 1}}\nthreats: {b: {asset: letters, pattern: flood, attack: a}}\n")
	got := risk.BindPatterns(m, library.Bundled()).Error()
	for _, want := range []string{`setting names "man-in-the-midle", which is not a pattern; did you mean "man-in-the-middle"?`, `threat "b" names "flood", which is not a pattern`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

// What method.md says about movement through a cycle.
func TestTheMethodsExampleOfMovement(t *testing.T) {
	r := ranked(t, parse(t, chain+`
steps:
  exploit-entrance@web: {probability: 0.05}
  move-on@ask: {probability: 0.2}
  move-on@read: {probability: 0.2}
  use-its-access@read: {probability: 0.5}
`), risk.GrowMissing)
	x := row(t, r, "lateral-movement@letters/thief")
	near(t, "movement", x.Likelihood.Current, 0.006)
	if x.Basis != risk.Unstated { // of the attempts
		t.Errorf("basis %s", x.Basis)
	}
}

// A gate that insists on a basis refuses what rests on less, and lets pass what
// rests on more.
func TestAGateInsistsOnABasis(t *testing.T) {
	r := &risk.Register{Risks: []risk.Risk{{ID: "a", Basis: library.Measured}, {ID: "b", Basis: library.Author}, {ID: "c", Basis: library.Assumed}, {ID: "d", Basis: risk.Unstated}}}
	r.Totals = make([]risk.Total, 1)
	for basis, want := range map[string][]string{"": nil, library.Measured: {"b", "c", "d"}, library.Survey: {"b", "c", "d"}, library.Author: {"c", "d"}} {
		v := risk.Gate{Basis: basis}.Judge(r)
		var got []string
		for _, x := range v.Unfounded {
			got = append(got, x.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" || v.Passed != (len(want) == 0) {
			t.Errorf("%s: %v %s", basis, v.Passed, diff)
		}
	}
}

// A risk that grew fails a gate by its loss, not by a severity that nobody's
// number stands behind.
func TestAGrownRiskFailsByLossAlone(t *testing.T) {
	x := risk.Risk{ID: "a", Severity: risk.Critical, Grown: true, Numbers: risk.Numbers{ExpectedLoss: risk.Views{Current: 5000}}}
	r := &risk.Register{Risks: []risk.Risk{x}, Totals: make([]risk.Total, 1)}
	if v := (risk.Gate{FailOn: risk.AtOrAbove(risk.Low)}).Judge(r); !v.Passed {
		t.Errorf("%+v", v)
	}
	if v := (risk.Gate{FailOn: risk.Criteria{{By: risk.ByLoss, Word: "1k", Loss: 1000}}}).Judge(r); v.Passed {
		t.Errorf("%+v", v)
	}
}

// No template is left over, and what it maps to exists.
func TestEveryTemplateIsUsedAndMapsToSomething(t *testing.T) {
	all := library.Bundled()
	used := map[string]bool{}
	var walk func(*library.Branch)
	walk = func(b *library.Branch) {
		if b == nil {
			return
		}
		if s := all.Steps[b.Step]; s != nil && !used[b.Step] {
			used[b.Step] = true
			walk(s.Part)
		}
		for _, child := range b.Children {
			walk(child)
		}
	}
	for _, p := range all.Patterns {
		walk(p.Attack)
	}
	for name, s := range all.Steps {
		if !used[name] {
			t.Errorf("no pattern uses step %s", name)
		}
		for _, id := range s.Technique {
			if _, ok := library.Find(id); !ok {
				t.Errorf("step %s maps to %s, which nobody knows", name, id)
			}
		}
	}
}

// What grew and is too large to evaluate ends no analysis, and is told.
func TestWhatGrewTooLargeIsTold(t *testing.T) {
	m := parse(t, chain)
	g := grow(t, m, risk.Options{Rules: pack(t, m), MaxNodes: 1}, risk.GrowMissing)
	r, err := risk.Analyze(context.Background(), g.Model, g.Options)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(r.Notes, func(n risk.Note) bool {
		return strings.Contains(n.Message, "is too large to evaluate and is not ranked")
	}) {
		t.Errorf("%v", r.Notes)
	}
}

// The longest ids that a model may have leave room for the names of grown steps.
func TestLongIdsGrow(t *testing.T) {
	m := parse(t, strings.ReplaceAll(chain, "files", strings.Repeat("f", 200)))
	if g := grow(t, m, risk.Options{Rules: pack(t, m)}, risk.GrowMissing); g.Threats == 0 {
		t.Error("nothing grew")
	}
}

// A pattern that repeats repeatedly is cut off, and says so.
func TestARampantPatternIsCutOff(t *testing.T) {
	var b strings.Builder
	b.WriteString("components: {a: {kind: service}, b: {kind: service}}\nassets: {data: {at: [b]}}\nflows:\n")
	for i := range 40 {
		fmt.Fprintf(&b, "  f-%d: {from: a, to: b, carries: [data]}\n", i)
	}
	patterns, problems := library.ReadPatterns(fstest.MapFS{"deep.yaml": {Data: []byte(`
pattern: deep
title: Deep
description: Each flow with each other, thrice.
threat: Too much
category: {}
attack: {any: [{each: {a: asset.flows}, any: [{each: {b: asset.flows}, any: [{each: {c: asset.flows}, any: [{all: [move-on@a, move-on@b, move-on@c]}]}]}]}]}
`)}}, library.Bundled())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m := parse(t, b.String())
	g := grow(t, m, risk.Options{Rules: pack(t, m), Patterns: patterns}, risk.GrowMissing)
	if !slices.ContainsFunc(g.Options.Notes, func(n risk.Note) bool {
		return strings.Contains(n.Message, `the tree of pattern deep for "data" is cut off at 10000 places`)
	}) {
		t.Errorf("%v", g.Options.Notes)
	}
}

// Where everything calls everything, a tree grows as far as the language reads it.
func TestADenseModelGrowsWithinTheLimitsOfTheLanguage(t *testing.T) {
	var b strings.Builder
	b.WriteString("components:\n")
	for i := range 60 {
		fmt.Fprintf(&b, "  c%d: {kind: service, exposed_to: [internet]}\n", i)
	}
	b.WriteString("flows:\n")
	for i := range 60 * 60 {
		fmt.Fprintf(&b, "  f%d: {from: c%d, to: c%d}\n", i, i/60, i%60)
	}
	var all []string
	for i := range 60 {
		all = append(all, fmt.Sprintf("c%d", i))
	}
	b.WriteString("assets: {data: {at: &}, more: {at: &}, most: {at: &}}\n")
	m := parse(t, strings.ReplaceAll(b.String(), "&", "["+strings.Join(all, ", ")+"]"))
	g := grow(t, m, risk.Options{Rules: pack(t, m)}, risk.GrowMissing)
	if g.Threats == 0 || !slices.ContainsFunc(g.Options.Notes, func(n risk.Note) bool {
		return strings.Contains(n.Message, `pattern lateral-movement leaves ways out at "`)
	}) {
		t.Errorf("%d threats, %v", g.Threats, g.Options.Notes)
	}
}

// The sway of a risk is what its defaults at their low and high ends make of it.
func TestDefaultsSwayARisk(t *testing.T) {
	r := ranked(t, parse(t, chain), risk.GrowMissing)
	x := row(t, r, "lateral-movement@letters/thief")
	at := func(pick func(library.Number) float64) float64 {
		n := func(id string) float64 { d, _ := library.Default(id); return pick(d) }
		in, on, use := n("exploit-exposed"), n("move-on"), n("rights-suffice")
		return in * on * (1 - (1-on)*(1-use)) * 10_000
	}
	near(t, "low", x.OverDefaults.Low, at(func(d library.Number) float64 { return d.Low }))
	near(t, "high", x.OverDefaults.High, at(func(d library.Number) float64 { return d.High }))
	if x.OverDefaults.Best != 1 || x.OverDefaults.Worst != 1 {
		t.Errorf("the only risk moves: %+v", x.OverDefaults)
	}
}

// Where the ends of a sway would rank is counted among the others.
func TestASwayIsRankedAmongTheOthers(t *testing.T) {
	r := ranked(t, stripped(t, "smart-home"), risk.GrowMissing)
	seen := 0
	for _, x := range r.Risks {
		if x.OverDefaults == nil {
			continue
		}
		seen++
		best, worst := 1, 1
		for _, other := range r.Risks {
			if other.ID != x.ID && other.ExpectedLoss.Current > x.OverDefaults.High {
				best++
			}
			if other.ID != x.ID && other.ExpectedLoss.Current > x.OverDefaults.Low {
				worst++
			}
		}
		if best != x.OverDefaults.Best || worst != x.OverDefaults.Worst || best > x.Rank || worst < x.Rank {
			t.Errorf("%s: %+v, not %d to %d", x.ID, x.OverDefaults, best, worst)
		}
	}
	if seen < 20 {
		t.Errorf("only %d risks sway", seen)
	}
}
