package model

import (
	"cmp"
	"maps"
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

// With returns this model with further attackers, threats and steps, as a mapping
// with sections of these names says them: whatever grows attack trees writes what
// it grows in our own language. A step that this model has under the same id
// keeps what its author wrote and takes the rest from the new one, as Lacking says.
// The result is checked as a whole; this model stays as it is. Time is linear in both.
func (m *Model) With(root *source.Node) (*Model, source.Problems) {
	root = m.Lacking(root)
	d := newDecoder(m.File)
	written := d.inherit(m, root)
	for _, f := range threatSections {
		d.owner = &owner{kind: "the model"}
		f.readFrom(d, root, d.model)
	}
	for i, s := range d.model.Steps {
		if w := written[s.ID]; w != nil {
			d.model.Steps[i] = w.completed(s)
			d.model.index[s.ID] = d.model.Steps[i]
		}
	}
	d.resolve()
	d.check()
	d.problems.Sort()
	if len(d.problems) > 0 {
		return nil, d.problems
	}
	return d.model, nil
}

// inherit begins with a copy of m that lacks the steps that root completes, and
// returns those.
func (d *decoder) inherit(m *Model, root *source.Node) map[string]*Step {
	grown := *m
	grown.index = maps.Clone(m.index)
	grown.Attackers, grown.Threats = slices.Clip(m.Attackers), slices.Clip(m.Threats)
	written := map[string]*Step{}
	if steps := lookUp(root, "steps"); steps != nil {
		for _, key := range steps.Keys {
			if s := m.Step(key.Text); s != nil {
				written[key.Text] = s
				delete(grown.index, key.Text)
			}
		}
	}
	grown.Steps = slices.DeleteFunc(slices.Clone(m.Steps), func(s *Step) bool { return written[s.ID] != nil })
	d.model = &grown
	return written
}

// completed is a written step with what only the grown one says.
func (s *Step) completed(grown *Step) *Step {
	whole := *s
	if s.Title == s.ID {
		whole.Title = grown.Title
	}
	if s.Part == nil {
		whole.Part = grown.Part
	}
	if !s.kindStated {
		whole.Kind = grown.Kind
	}
	whole.Pattern = cmp.Or(s.Pattern, grown.Pattern)
	whole.Basis = cmp.Or(s.Basis, grown.Basis)
	whole.Probability = cmp.Or(s.Probability, grown.Probability)
	whole.Cost = cmp.Or(s.Cost, grown.Cost)
	whole.Time = cmp.Or(s.Time, grown.Time)
	whole.Skill = cmp.Or(s.Skill, grown.Skill)
	whole.Damage = cmp.Or(s.Damage, grown.Damage)
	whole.Detection = cmp.Or(s.Detection, grown.Detection)
	whole.lists(grown)
	return &whole
}

// lists takes over the lists that s does not state.
func (s *Step) lists(grown *Step) {
	if s.At == nil {
		s.At = grown.At
	}
	if s.From == nil {
		s.From = grown.From
	}
	if s.When == nil {
		s.When = grown.When
	}
	if s.Technique == nil {
		s.Technique = grown.Technique
	}
}
