package model_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

func decoded(t *testing.T, text string) *model.Model {
	t.Helper()
	m, problems := model.Decode("small.yaml", node(t, text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return m
}

func node(t *testing.T, text string) *source.Node {
	t.Helper()
	root, problems := source.Read("small.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return root
}

const planted = `stormtree: 1
components: {shop: {kind: service}}
assets: {orders: {at: [shop]}}
steps: {"pick@shop": {probability: 0.1, title: Pick the lock}, own: {probability: 1}}
`

const grown = `
attackers: {thief@shop: {kind: outsider, attempts: 2/y, basis: assumed}}
threats: {theft@orders: {asset: orders, pattern: theft, attack: {all: ["pick@shop", "carry@shop"]}}}
steps:
  pick@shop: {title: Open the door, at: shop, probability: {low: 0.1, likely: 0.3, high: 0.9}, cost: 5k, when: TEN-01, pattern: theft, basis: assumed}
  carry@shop: {at: shop, probability: 0.5, pattern: theft, basis: survey}
`

func TestWithAddsWhatGrewAndKeepsWhatIsWritten(t *testing.T) {
	before := decoded(t, planted)
	after, problems := before.With(node(t, grown))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	pick := after.Step("pick@shop")
	if pick.Probability.Mean() != 0.1 || pick.Title != "Pick the lock" || pick.Basis != "" {
		t.Errorf("what the author wrote of pick@shop is lost: %+v", pick)
	}
	if pick.Cost == nil || pick.Cost.Mean() != 5000 || len(pick.When) != 1 || pick.Pattern != "theft" {
		t.Errorf("pick@shop lacks what grew: %+v", pick)
	}
	var steps []string
	for _, s := range after.Leaves(after.Threat("theft@orders")) {
		steps = append(steps, s.ID)
	}
	if diff := cmp.Diff([]string{"pick@shop", "carry@shop"}, steps); diff != "" {
		t.Error(diff)
	}
	if after.Attacker("thief@shop") == nil || len(after.Steps) != 3 {
		t.Errorf("%d steps", len(after.Steps))
	}
}

// The model that something grows from stays as it is.
func TestWithLeavesTheModelAlone(t *testing.T) {
	before := decoded(t, planted)
	if _, problems := before.With(node(t, grown)); len(problems) > 0 {
		t.Fatal(problems)
	}
	if diff := cmp.Diff(decoded(t, planted), before, cmp.AllowUnexported(model.Model{}, model.Step{})); diff != "" {
		t.Error(diff)
	}
}

// A number that is written makes a single step of what would grow as a part.
func TestAWrittenNumberStandsForAGrownPart(t *testing.T) {
	after, problems := decoded(t, planted).With(node(t, `steps: {"pick@shop": {title: Get in, any: [own, "carry@shop"]}, "carry@shop": {probability: 0.5}}`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if s := after.Step("pick@shop"); s.Part != nil || s.Probability.Mean() != 0.1 {
		t.Errorf("%+v", s)
	}
}

func TestWithRefusesWhatCannotBe(t *testing.T) {
	for text, want := range map[string]string{
		`threats: {t@orders: {asset: nothing}}`:                     `"nothing", which is not an asset`,
		`steps: {a@shop: {any: [b@shop]}, b@shop: {any: [a@shop]}}`: "contains itself",
		`steps: {own: {probability: 2}}`:                            "more than 1",
	} {
		_, problems := decoded(t, planted).With(node(t, text))
		if len(problems) == 0 || !strings.Contains(problems.Error(), want) {
			t.Errorf("%s: %v", text, problems)
		}
	}
}
