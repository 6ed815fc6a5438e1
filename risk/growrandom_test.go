package risk_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

// randomSystem is a small architecture with every flow that chance draws, from a
// component to itself too.
func randomSystem(r *rand.Rand) string {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	var b strings.Builder
	b.WriteString("parties: {us: {kind: customer}, them: {kind: provider}}\n")
	b.WriteString("boundaries: {cloud: {kind: provider, operator: them}, t1: {kind: tenant, inside: cloud}, t2: {kind: tenant, inside: cloud}, office: {kind: site, operator: us}}\n")
	b.WriteString("components:\n")
	for i := range 4 {
		fmt.Fprintf(&b, "  c%d: {kind: %s, inside: %s%s}\n", i, pick("service", "store", "broker", "edge", "device", "control"), pick("cloud", "t1", "t2", "office"),
			pick("", ", exposed_to: [internet]", ", tenancy: shared, isolation: application", ", tenancy: single", ", out_of_scope: elsewhere"))
	}
	b.WriteString("flows:\n")
	for i := range 5 {
		fmt.Fprintf(&b, "  f%d: {from: c%d, to: c%d, authentication: %s, protocol: http, purpose: %s, carries: [data]}\n", i, r.IntN(4), r.IntN(4),
			pick("none", "password", "mutual-tls"), pick("query", "admin", "command", "update", "backup"))
	}
	fmt.Fprintf(&b, "assets: {data: {at: [c%d], sensitivity: {confidentiality: %d, integrity: 4, availability: 3}, loss: 10k}}\n", r.IntN(4), 1+r.IntN(5))
	return b.String() + pick("", "horizon: 30d\n", "horizon: 10y\n", "currency: JPY\n")
}

// What chance lets an author write of grown steps, whether it fits them or not.
func randomWords(r *rand.Rand, g *risk.Growth) string {
	var b strings.Builder
	b.WriteString("steps:\n  own: {probability: 0.5}\n  other: {probability: 0.1}\n")
	for _, s := range g.Model.Steps {
		if r.IntN(3) > 0 {
			continue
		}
		words := []string{"{}", "{probability: 0.3}", "{cost: 7k}", "{kind: condition}", "{kind: accident, probability: 0.1/y}", "{kind: action}", "{all: [own, other]}", "{any: [own]}", "{skill: novice}", "{from: internet}", "{when: []}", "{basis: survey}", "{title: Mine, at: c0}"}
		fmt.Fprintf(&b, "  %s: %s\n", s.ID, words[r.IntN(len(words))])
	}
	return b.String()
}

// Whatever an author wrote, a file that keeps what grew is a model and has the risks
// that grew.
func TestAPinnedFileHasTheRisksThatGrew(t *testing.T) {
	compared := 0
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 1))
		text := randomSystem(r)
		m := parse(t, text)
		text += randomWords(r, grow(t, m, risk.Options{Rules: pack(t, m)}, risk.GrowMissing))
		m = parse(t, text)
		before := ranked(t, m, risk.GrowMissing)
		whole, err := risk.Grow(context.Background(), m, risk.Options{Rules: pack(t, m)}, risk.GrowMissing, true)
		if err != nil {
			t.Fatal(err)
		}
		if whole.Added == nil {
			continue
		}
		root, problems := source.Read("model.yaml", []byte(text))
		if problems = append(problems, risk.Pin(m, root, whole.Added)...); len(problems) > 0 {
			t.Fatal(problems)
		}
		var out bytes.Buffer
		if err := source.Write(&out, root); err != nil {
			t.Fatal(err)
		}
		after := ranked(t, parse(t, out.String()), risk.GrowMissing)
		if diff := cmp.Diff(numbers(before), numbers(after), cmp.Comparer(closeTo)); diff != "" {
			t.Errorf("seed %d (-grown +pinned):\n%s\n%s", seed, diff, text)
		}
		compared += len(before.Risks)
	}
	if compared < 50 {
		t.Errorf("only %d risks were compared", compared)
	}
}
