package model_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/model"
)

// What an author wrote of a step is never contradicted by what grew, in the model
// and in the text that keeps it.
func TestAGrownStepTakesNoWordFromItsAuthor(t *testing.T) {
	const (
		action   = `{title: G, at: shop, from: internet, probability: 0.5, cost: 5k, time: 5d, skill: expert, when: TEN-01, technique: T1530, pattern: p, basis: assumed}`
		accident = `{title: G, at: shop, kind: accident, probability: 0.1/y, pattern: p, basis: assumed}`
		part     = `{title: G, at: shop, any: [own], pattern: p}`
	)
	for _, c := range []struct{ written, grown, want string }{
		{`{}`, action, "title at from probability cost time skill when technique pattern basis"},
		{`{probability: 0.1}`, action, "title at from probability cost time skill when technique pattern"},
		{`{all: [own, own2]}`, action, "title at technique pattern"},
		{`{all: [own, own2]}`, part, "title at pattern"},
		{`{title: Mine}`, part, "title at any pattern"},
		{`{probability: 0.1}`, part, "title at pattern"},
		{`{cost: 5}`, part, "title at pattern"},
		{`{skill: novice}`, part, "title at pattern"},
		{`{from: []}`, part, "title at pattern"},
		{`{when: TEN-01}`, part, "title at pattern"},
		{`{basis: measured}`, part, "title at pattern"},
		{`{damage: 5}`, part, "title at pattern"},
		{`{detection: 0.1}`, part, "title at pattern"},
		{`{kind: accident}`, part, "title at pattern"},
		{`{kind: condition}`, action, "title at when technique pattern"},
		{`{kind: action}`, action, "title at from probability cost time skill when technique pattern basis"},
		{`{kind: action}`, accident, "title at pattern"},
		{`{kind: condition}`, accident, "title at pattern"},
		{`{kind: accident}`, accident, "title at kind probability pattern basis"},
		{`{time: 1d}`, accident, "title at pattern"},
		{`{}`, accident, "title at kind probability pattern basis"},
	} {
		text := "stormtree: 1\ncomponents: {shop: {kind: service}}\nsteps: {own: {probability: 1}, own2: {probability: 1}, a@shop: " + c.written + "}\n"
		m := decoded(t, text)
		lacking := m.Lacking(node(t, "steps: {a@shop: "+c.grown+"}"))
		_, problems := m.With(lacking)
		if len(problems) > 0 {
			t.Errorf("%s with %s: %v", c.written, c.grown, problems)
		}
		var kept []string
		for _, key := range lacking.Items[0].Items[0].Keys {
			kept = append(kept, key.Text)
		}
		want := strings.Fields(c.want)
		slices.Sort(want)
		slices.Sort(kept)
		if diff := cmp.Diff(want, kept); diff != "" {
			t.Errorf("%s with %s: %s", c.written, c.grown, diff)
		}
	}
}

// Without steps there is nothing to lack.
func TestLackingWithoutSteps(t *testing.T) {
	root := node(t, `threats: {a: {title: A}}`)
	if got := decoded(t, planted).Lacking(root); got != root {
		t.Errorf("%+v", got)
	}
}

// A text that is not in its file yet is read as it would be from there.
func TestLoadText(t *testing.T) {
	main := folder(t, "parts.yaml", "components: {shop: {kind: service}}\n")
	m, err := model.LoadText(filepath.Join(filepath.Dir(main), "model.yaml"), []byte("stormtree: 1\nincludes: [parts.yaml]\nassets: {orders: {at: [shop]}}\n"))
	if err != nil || m.Component("shop") == nil {
		t.Error(err)
	}
}
