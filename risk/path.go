package risk

import (
	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
)

// path marks the places that the cheapest attack passes on its way to the root.
func (d *drawing) path(cheapest *attacktree.Attack) map[*model.Node]bool {
	p := pathfinder{model: d.model, steps: map[string]bool{}, works: map[*model.Node]bool{}, passed: map[*model.Node]bool{}}
	if cheapest == nil {
		return p.passed
	}
	for _, l := range cheapest.Leaves {
		p.steps[d.grove.steps[l].ID] = true
	}
	p.pass(d.threat.Attack)
	return p.passed
}

// reaches reports whether some steps alone reach a node.
func reaches(m *model.Model, n *model.Node, steps map[string]bool) bool {
	p := pathfinder{model: m, steps: steps, works: map[*model.Node]bool{}}
	return p.reached(n)
}

// pathfinder follows the steps of an attack through a tree.
type pathfinder struct {
	model  *model.Model
	steps  map[string]bool      // that the attack takes
	works  map[*model.Node]bool // what these steps reach, as far as asked
	passed map[*model.Node]bool
}

// reached reports whether the attack's steps reach a node.
func (p *pathfinder) reached(n *model.Node) bool {
	if known, ok := p.works[n]; ok {
		return known
	}
	p.works[n] = p.reach(n)
	return p.works[n]
}

func (p *pathfinder) reach(n *model.Node) bool {
	if n.Gate == model.GateStep {
		s := p.model.Step(n.Step.ID)
		return p.steps[s.ID] || s.Part != nil && p.reached(s.Part)
	}
	reached := 0
	for _, c := range n.Children {
		if p.reached(c) {
			reached++
		}
	}
	return reached >= needed(n)
}

// needed is how many children a gate needs.
func needed(n *model.Node) int {
	switch n.Gate {
	case model.GateAny:
		return 1
	case model.GateAtLeast:
		return n.AtLeast
	}
	return len(n.Children)
}

// pass marks a reached node and as many of its reached children as it needs.
func (p *pathfinder) pass(n *model.Node) {
	if p.passed[n] || !p.reached(n) {
		return
	}
	p.passed[n] = true
	if n.Gate == model.GateStep {
		if part := p.model.Step(n.Step.ID).Part; part != nil {
			p.pass(part)
		}
		return
	}
	left := needed(n)
	for _, c := range n.Children {
		if left > 0 && p.reached(c) {
			left--
			p.pass(c)
		}
	}
}
