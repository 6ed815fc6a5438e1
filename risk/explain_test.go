package risk_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stormtree-dev/stormtree/risk"
)

func explained(t *testing.T, text, id string) *risk.Explanation {
	t.Helper()
	m := parse(t, text)
	o := risk.Options{Rules: ourRules(t, m), Today: "2026-06-01"}
	r, err := risk.Analyze(context.Background(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	e, err := risk.Explain(context.Background(), m, o, r, id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

const reasons = `
components: {one: {kind: client}, two: {kind: service, replicas: 1}}
flows:
  clear: {from: one, to: two, tls: none}
  dark: {from: two, to: one}
assets: {data: {loss: 100k}}
attackers: {a: {kind: outsider, attempts: 1/y}, b: {kind: outsider, attempts: 0.5/y}}
threats:
  t: {asset: data, attack: {any: [{all: [listen, read]}, {all: [slip, read]}, guess, crash]}}
  u: {asset: data, by: [a], attack: {all: [listen]}}
steps:
  listen: {probability: 0.5, cost: 1k, time: 2d, when: USR-01}
  guess: {probability: 0.1, when: USR-01@dark}
  read: {title: Read it}
  slip: {kind: accident, probability: 0.2}
  crash: {kind: accident, probability: 0.05}
mitigations:
  filter: {title: Filter, responsible: customer, status: implemented, stops: {listen: 20%%}}
  tunnel: {title: Tunnel, responsible: customer, status: %s, closes: [USR-01@clear]}
  drill: {title: Drill, responsible: customer, status: proposed, stops: {guess: 50%%}}
  elsewhere: {title: Elsewhere, responsible: customer, status: planned, stops: {crash: 50%%}}
`

func TestExplainTellsWhy(t *testing.T) {
	e := explained(t, fmt.Sprintf(reasons, "planned"), "t/a")
	luck := 0.2 + 0.8*0.4 // slip or listen, then read; listening is filtered to 0.4
	near(t, "frequency", e.Risk.Frequency.Current, 1-(1-luck)*0.9)
	equal(t, "of", e.Of, 4)
	equal(t, "rank", e.Risk.Rank, 1)
	if e.Above != nil {
		t.Errorf("%s is above the worst", e.Above.ID)
	}
	equal(t, "below", *e.Below, risk.Neighbour{ID: "u/a", Rank: 2, Likelihood: 1 - math.Exp(-0.4), ExpectedLoss: 40e3})

	var ways [][]string
	for _, w := range e.Ways {
		ways = append(ways, w.Steps)
	}
	equal(t, "ways", ways, [][]string{{"listen", "read"}, {"read", "slip"}, {"guess"}})
	equal(t, "ways in all", e.WaysInAll, "3")
	near(t, "a way", e.Ways[0].Probability, 0.4)

	var steps []string
	for _, s := range e.Steps {
		steps = append(steps, s.ID)
	}
	equal(t, "steps", steps, []string{"listen", "read", "slip", "guess"})
	listen := e.Steps[0]
	equal(t, "door", listen.Door, "open")
	equal(t, "openings", len(listen.Openings), 2)
	equal(t, "opening", []string{listen.Openings[0].Element, listen.Openings[0].Outcome}, []string{"clear", "fail"})
	equal(t, "opening", []string{listen.Openings[1].Element, listen.Openings[1].Outcome}, []string{"dark", "unknown"})
	equal(t, "chances", listen.Probability, risk.Views{Inherent: 0.5, Current: 0.4, Projected: 0.4})
	equal(t, "mitigations", len(listen.Mitigations), 2)
	near(t, "without listening", listen.Without, 100e3*(1-0.8*0.9))
	equal(t, "no number", e.Steps[1].Stated, false)
}

func TestExplainTellsWhatWouldChangeIt(t *testing.T) {
	e := explained(t, fmt.Sprintf(reasons, "planned"), "t/a")
	type flip struct {
		Kind, ID string
		Loss     float64
		Rank     int
	}
	var got []flip
	for _, f := range e.Flips {
		got = append(got, flip{f.Kind, f.ID, f.ExpectedLoss, f.Rank})
		near(t, "saves", f.Saves, e.Risk.ExpectedLoss.Current-f.ExpectedLoss)
	}
	luck := 0.2 + 0.8*0.4
	equal(t, "flips", got, []flip{
		{risk.FlipProbability, "read", 100e3 * 0.1, 3},
		{risk.FlipUnknown, "USR-01@dark", 100e3 * luck, 1},
		{risk.FlipMitigation, "drill", 100e3 * (1 - (1-luck)*0.95), 1},
	})
}

func TestExplainAnAccident(t *testing.T) {
	e := explained(t, fmt.Sprintf(reasons, "planned"), "t/accident")
	equal(t, "ways", len(e.Ways), 1)
	equal(t, "way", e.Ways[0].Steps, []string{"crash"})
	equal(t, "ways in all", e.WaysInAll, "1")
	equal(t, "flips", []string{e.Flips[0].ID, e.Flips[0].Status}, []string{"elsewhere", "planned"})
	if _, err := risk.Explain(context.Background(), parse(t, fmt.Sprintf(reasons, "planned")), risk.Options{}, &risk.Register{}, "t/none"); err == nil {
		t.Error("explained a risk that is not there")
	}
}

func TestExplainTheSmartHome(t *testing.T) {
	m := load(t, "../examples/smart-home/model.yaml")
	o := risk.Options{Rules: pack(t, m), Today: "2026-06-01"}
	r, err := risk.Analyze(context.Background(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Risks) < 10 {
		t.Fatalf("only %d risks", len(r.Risks))
	}
	for _, x := range r.Risks {
		e, err := risk.Explain(context.Background(), m, o, r, x.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(e.Ways) == 0 && x.Likelihood.Current > 0 || len(e.Steps) == 0 {
			t.Errorf("%s happens in no way: %v", x.ID, e)
		}
		for _, s := range e.Steps {
			if s.Without > x.ExpectedLoss.Current*(1+1e-12) {
				t.Errorf("%s is worse without %s", x.ID, s.ID)
			}
		}
	}
}
