// Package edge is where the device policies of a model meet devices. So far it
// holds what can be said of them before any device connects.
package edge

import (
	"fmt"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies/topic"
)

// Proof is whether topic templates keep devices apart. Its JSON form is public:
// fields may be added, never renamed.
type Proof struct {
	Proved          bool             `json:"proved"`
	Classes         int              `json:"classes"` // device classes that state templates
	Templates       int              `json:"templates"`
	Counterexamples []Counterexample `json:"counterexamples"`
	Unstated        []string         `json:"unstated"` // classes that state no may_publish or no may_subscribe: what they may do is not known
}

// Counterexample is a device and a topic of another device, or of another tenant,
// that it may use.
type Counterexample struct {
	By            Device     `json:"by"`
	Of            Device     `json:"of"`
	Action        string     `json:"action"` // publish or receive
	Topic         string     `json:"topic"`
	Template      string     `json:"template"` // of the class of By, which allows it
	Owned         string     `json:"owned"`    // of the class of Of, which makes the topic its own
	AcrossTenants bool       `json:"across_tenants"`
	OnlyNamed     bool       `json:"only_named"` // it takes ids such as these, not any
	Undecided     bool       `json:"undecided"`  // templates too entangled to tell; ids and topic are missing
	Position      source.Pos `json:"position"`   // of the class of By
}

// Device is one that a counterexample is about.
type Device struct {
	Class  string `json:"class"`
	ID     string `json:"id,omitempty"`
	Tenant string `json:"tenant,omitempty"`
}

// Prove decides for every device that a registry could hold whether the templates of
// the model's device classes let it publish to, or receive from, a topic that names
// another device or tenant. What it is asked and what it assumes of ids says
// [topic.Crossings]. Problems are templates that are none.
func Prove(m *model.Model) (Proof, source.Problems) {
	var problems source.Problems
	p := Proof{Counterexamples: []Counterexample{}, Unstated: []string{}}
	var all []topic.Grants
	for _, c := range m.Components {
		if c.Class == nil || c.OutOfScope != "" {
			continue
		}
		if c.Class.MayPublish == nil || c.Class.MaySubscribe == nil {
			p.Unstated = append(p.Unstated, c.ID)
		}
		g := topic.Grants{Class: c.ID}
		g.Publish, problems = templates(c, "may_publish", c.Class.MayPublish, problems)
		g.Subscribe, problems = templates(c, "may_subscribe", c.Class.MaySubscribe, problems)
		if n := len(g.Publish) + len(g.Subscribe); n > 0 {
			p.Classes, p.Templates = p.Classes+1, p.Templates+n
			all = append(all, g)
		}
	}
	for _, x := range topic.Crossings(all) {
		p.Counterexamples = append(p.Counterexamples, counterexample(m, x))
	}
	p.Proved = len(p.Counterexamples)+len(p.Unstated) == 0 && p.Templates > 0
	return p, problems
}

// templates parses those of one field, and adds a problem for each that is none.
func templates(c *model.Component, field string, texts []string, problems source.Problems) ([]topic.Template, source.Problems) {
	var list []topic.Template
	for _, text := range texts {
		t, err := topic.ParseTemplate(text)
		if err != nil {
			about := fmt.Sprintf("%s of %s holds %s, which is no topic template: %v", field, source.Quote(c.ID), source.Quote(text), err)
			problems = append(problems, source.Problem{Pos: c.Pos, Kind: source.Value, Message: about})
			continue
		}
		list = append(list, t)
	}
	return list, problems
}

func counterexample(m *model.Model, x topic.Crossing) Counterexample {
	action := "receive"
	if x.Publishes {
		action = "publish"
	}
	return Counterexample{
		By:            Device{x.By.Class, x.By.Device, x.By.Tenant},
		Of:            Device{x.Of.Class, x.Of.Device, x.Of.Tenant},
		Action:        action,
		Topic:         x.Topic,
		Template:      x.Template.String(),
		Owned:         x.Owned.String(),
		AcrossTenants: x.AcrossTenants,
		OnlyNamed:     x.Only,
		Undecided:     x.Undecided,
		Position:      m.Component(x.By.Class).Pos,
	}
}
