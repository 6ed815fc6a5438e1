package risk_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stormtree-dev/stormtree/risk"
)

const sharedParts = `
assets: {data: {loss: 100k}}
attackers:
  a: {title: A thief, kind: outsider, budget: 1k, attempts: 2/y}
  b: {kind: outsider, attempts: 3/y}
threats:
  t:
    title: All is lost
    asset: data
    attack:
      any:
        - {title: Head on, all: [password, door]}
        - {title: Sideways, sequence: [password, luck, {at_least: 2, of: [x, y, password]}]}
        - slip
  draft: {asset: data}
  other: {asset: data, by: [b], attack: {all: [password]}}
steps:
  password: {title: Learn a password, any: [phish, watch]}
  phish: {probability: 0.4, cost: 500, time: 2d}
  watch: {probability: 0.6, cost: 2k, time: 1d}
  door: {probability: 0.5, when: TEN-01}
  luck: {kind: condition, probability: 0.5}
  x: {probability: 0.9}
  y: {title: Without a number}
  slip: {kind: accident, probability: 0.01}
mitigations:
  training: {title: Training, responsible: customer, status: implemented, stops: {phish: 50%}}
  locks: {title: Locks, responsible: provider, status: planned, closes: [TEN-01]}
  walls: {title: Walls, responsible: customer, status: proposed, raises: {door: {cost: 5k}}}
`

func tree(t *testing.T, text, threat, attacker string) *risk.Tree {
	t.Helper()
	tree, err := risk.BuildTree(context.Background(), parse(t, text), risk.Options{}, threat, attacker)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// branches are all branches in the order in which they are drawn.
func branches(b *risk.Branch) []*risk.Branch {
	list := []*risk.Branch{b}
	for _, c := range b.Children {
		list = append(list, branches(c)...)
	}
	return list
}

func TestATreeIsNumberedAndPartsAreDrawnOnce(t *testing.T) {
	x := tree(t, sharedParts, "t", "")
	type place struct{ Number, Step, Title, See string }
	var got []place
	for _, b := range branches(x.Root) {
		got = append(got, place{b.Number, b.Step, b.Title, b.SeeNumber})
	}
	equal(t, "branches", got, []place{
		{"", "", "", ""},
		{"1", "", "Head on", ""},
		{"1.1", "password", "Learn a password", ""},
		{"1.1.1", "phish", "phish", ""},
		{"1.1.2", "watch", "watch", ""},
		{"1.2", "door", "door", ""},
		{"2", "", "Sideways", ""},
		{"2.1", "password", "Learn a password", "1.1"},
		{"2.2", "luck", "luck", ""},
		{"2.3", "", "", ""},
		{"2.3.1", "x", "x", ""},
		{"2.3.2", "y", "Without a number", ""},
		{"2.3.3", "password", "Learn a password", "1.1"},
		{"3", "slip", "slip", ""},
	})
	equal(t, "title", x.Title, "All is lost")
	equal(t, "horizon", x.Horizon, 365.0)
}

func TestATreeKnowsItsChances(t *testing.T) {
	x := tree(t, sharedParts, "t", "")
	all := branches(x.Root)
	password := 1 - 0.8*0.4
	equal(t, "phish", all[3].Probability, risk.Views{Inherent: 0.4, Current: 0.2, Projected: 0.2})
	equal(t, "password", all[2].Probability, risk.Views{Inherent: 1 - 0.6*0.4, Current: password, Projected: password})
	equal(t, "door", all[5].Probability, risk.Views{Inherent: 0.5, Current: 0.5, Projected: 0})
	near(t, "head on", all[1].Probability.Current, password*0.5)
	near(t, "head on, projected", all[1].Probability.Projected, 0)
	near(t, "root", x.Root.Probability.Current, *x.Answer.Probability)
	equal(t, "at most", []bool{all[5].AtMost, all[11].AtMost, all[8].AtMost, all[3].AtMost, x.Root.AtMost}, []bool{true, true, false, false, true})
	equal(t, "rules", all[5].Rules, []string{"TEN-01"})
	equal(t, "mitigations", all[5].Mitigations, []risk.Applied{
		{ID: "locks", Title: "Locks", Status: "planned", Responsible: "provider", Share: 1},
		{ID: "walls", Title: "Walls", Status: "proposed", Responsible: "customer", Share: 0},
	})
	equal(t, "training", all[3].Mitigations[0].Share, 0.5)
	equal(t, "kinds", []string{all[3].Kind, all[8].Kind, all[13].Kind, all[1].Kind}, []string{"action", "condition", "accident", ""})
}

func TestATreeShowsTheCheapestAttack(t *testing.T) {
	x := tree(t, sharedParts, "t", "")
	critical := map[string]bool{}
	for _, b := range branches(x.Root) {
		critical[b.Number] = b.Critical
	}
	equal(t, "critical", critical, map[string]bool{
		"": true, "1": true, "1.1": true, "1.1.1": true, "1.1.2": false, "1.2": true,
		"2": false, "2.1": false, "2.2": false, "2.3": false, "2.3.1": false, "2.3.2": false, "2.3.3": false, "3": false,
	})
	equal(t, "cheapest", x.Answer.Cheapest.Steps, []string{"phish", "door"})
}

func TestATreeForOneAttacker(t *testing.T) {
	x := tree(t, sharedParts, "t", "a")
	equal(t, "attacker", []string{x.Attacker, x.AttackerTitle}, []string{"a", "A thief"})
	equal(t, "cheapest", x.Answer.Cheapest.Steps, []string{"phish", "door"})
	anybody := tree(t, sharedParts, "t", "").Answer
	if *x.Answer.Probability >= *anybody.Probability || len(x.Answer.MinimalSets.Listed) >= len(anybody.MinimalSets.Listed) {
		t.Errorf("an attacker with limits reaches %v of %v", x.Answer, anybody)
	}
	r := analyze(t, sharedParts)
	equal(t, "total is his own row", x.Total, row(t, r, "t/a").Numbers)
	equal(t, "total is nothing where the threat is another's", tree(t, sharedParts, "other", "a").Total, risk.Numbers{})
	nobody := tree(t, sharedParts, "t", "")
	equal(t, "total is the threat's", nobody.Total, total(t, r, "t").Numbers)
	equal(t, "nobody's title", nobody.AttackerTitle, "")
	equal(t, "currency", x.Currency, r.Model.Currency)
}

func TestAStepOutOfReachIsShut(t *testing.T) {
	x := tree(t, `
boundaries: {office: {kind: site}}
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider}}
threats: {t: {asset: data, attack: {any: [in, out]}}}
steps: {in: {probability: 0.3, from: [office]}, out: {probability: 0.2}}
mitigations: {lock: {responsible: customer, status: planned, stops: {in: 50%}}}
`, "t", "a")
	equal(t, "out of reach", []bool{x.Root.Children[0].OutOfReach, x.Root.Children[1].OutOfReach}, []bool{true, false})
	equal(t, "shut", []bool{x.Root.Children[0].Shut, x.Root.Children[1].Shut}, []bool{true, false})
	near(t, "its own chance", x.Root.Children[0].Probability.Current, 0.3)
	near(t, "root", x.Root.Probability.Current, 0.2)
}

func TestTreeAnswerJSON(t *testing.T) {
	x := tree(t, `
assets: {data: {loss: 1k}}
threats: {t: {asset: data, attack: {any: [{all: [a, b]}, c]}}}
steps: {a: {probability: 0.5, cost: 1k}, b: {probability: 0.5, cost: 2k, time: 2d}, c: {probability: 0.5, cost: 5k, time: 1d}}
`, "t", "")
	got, err := json.Marshal(x.Answer)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "answer", string(got), `{"tree":"t","leaves":3,"gates":2,"probability":0.625,"exact":true,`+
		`"minimal_sets":{"count":2,"exact":true,"by_order":{"1":1,"2":1},"listed":[["c"],["a","b"]]},`+
		`"cheapest":{"steps":["a","b"],"cost":3000,"time_days":2,"probability":0.25},`+
		`"likeliest":{"steps":["c"],"cost":5000,"time_days":1,"probability":0.5},`+
		`"quickest":{"steps":["c"],"time":1},"front":[[3000,0.25],[5000,0.5]],"engine":{"nodes":0,"order":""}}`)
}

func TestCountsOfAnySizeAreNumbers(t *testing.T) {
	text := "assets: {data: {loss: 1k}}\nthreats: {t: {asset: data, attack: {all: ["
	steps := "steps: {"
	for i := range 70 {
		if i > 0 {
			text, steps = text+", ", steps+", "
		}
		a, b := string(rune('a'+i/26))+string(rune('a'+i%26))+"1", string(rune('a'+i/26))+string(rune('a'+i%26))+"2"
		text += "{any: [" + a + ", " + b + "]}"
		steps += a + ": {probability: 0.5}, " + b + ": {probability: 0.5}"
	}
	x := tree(t, text+"]}}}\n"+steps+"}\n", "t", "")
	equal(t, "count", x.Answer.MinimalSets.Count, risk.Count("1180591620717411303424")) // 2^70
	equal(t, "listed", len(x.Answer.MinimalSets.Listed), risk.MaxListed)
}

func TestBuildTreeRefusesWhatIsNotThere(t *testing.T) {
	m := parse(t, sharedParts)
	for _, c := range [][2]string{{"none", ""}, {"draft", ""}, {"t", "none"}} {
		if _, err := risk.BuildTree(context.Background(), m, risk.Options{}, c[0], c[1]); err == nil {
			t.Errorf("a tree of %v", c)
		}
	}
}
