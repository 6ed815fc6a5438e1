package edge_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/edge"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies/topic"
)

func parse(t *testing.T, classes string) *model.Model {
	t.Helper()
	root, problems := source.Read("model.yaml", []byte("stormtree: 1\ndevice_classes:\n"+classes))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m, problems := model.Decode("model.yaml", root)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return m
}

func TestProveTellsWhetherTopicsKeepDevicesApart(t *testing.T) {
	const apart = `  lamp: {may_publish: ["{tenant}/{device}/state"], may_subscribe: ["{tenant}/{device}/#"]}
`
	for _, c := range []struct {
		name, classes string
		proved        bool
		unstated      []string
		examples      int
	}{
		{"apart", apart, true, []string{}, 0},
		{"an eavesdropper", apart + `  spy: {may_publish: [], may_subscribe: ["+/+/state"]}` + "\n", false, []string{}, 2},
		{"nothing stated", apart + "  mute: {}\n", false, []string{"mute"}, 0},
		{"no topics", "  mute: {may_publish: [], may_subscribe: []}\n", false, []string{}, 0},
	} {
		p, problems := edge.Prove(parse(t, c.classes))
		if len(problems) > 0 || p.Proved != c.proved || len(p.Counterexamples) != c.examples || cmp.Diff(c.unstated, p.Unstated) != "" {
			t.Errorf("%s: %+v %v", c.name, p, problems)
		}
	}
}

// What a counterexample says is so: both templates, bound, match the topic.
func TestCounterexamplesHold(t *testing.T) {
	p, _ := edge.Prove(parse(t, `  lamp: {may_publish: ["{tenant}/{device}/state"], may_subscribe: ["+/{device}/#", "{tenant}/all/#"]}
  spy: {may_publish: ["#"], may_subscribe: ["{tenant}/+/state"]}
`))
	if len(p.Counterexamples) < 3 {
		t.Fatalf("%+v", p)
	}
	for _, x := range p.Counterexamples {
		for _, side := range []struct {
			template string
			who      edge.Device
		}{{x.Template, x.By}, {x.Owned, x.Of}} {
			template, err := topic.ParseTemplate(side.template)
			if err != nil {
				t.Fatal(err)
			}
			f, err := template.Bind(map[string]string{"device": side.who.ID, "tenant": side.who.Tenant, "class": side.who.Class})
			if err != nil || !f.Matches(x.Topic) {
				t.Errorf("%+v: %s does not match %s", x, f, x.Topic)
			}
		}
		if x.By.ID == x.Of.ID || x.Position.Line == 0 {
			t.Errorf("%+v", x)
		}
	}
	if !slices.ContainsFunc(p.Counterexamples, func(x edge.Counterexample) bool { return x.AcrossTenants }) {
		t.Error("nobody crosses tenants")
	}
}

func TestProveRefusesWhatIsNoTemplate(t *testing.T) {
	_, problems := edge.Prove(parse(t, `  lamp: {may_publish: ["a/#/b"], may_subscribe: []}`+"\n"))
	if len(problems) != 1 || problems[0].Pos.Line != 3 {
		t.Errorf("%v", problems)
	}
}
