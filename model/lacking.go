package model

import (
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

// Lacking is what grew, without what a step that this model has under the same id
// cannot take beside what its author wrote. A gate that is written stands for all
// numbers that grew; whatever only a single step has, such as a number, for a gate
// that grew; and numbers of luck are none of an action, nor the other way round. What is
// left fits: adding it to the author's text means what With makes of it.
func (m *Model) Lacking(root *source.Node) *source.Node {
	steps := lookUp(root, "steps")
	if steps == nil {
		return root
	}
	rest := *steps
	rest.Items = slices.Clone(steps.Items)
	for i, key := range steps.Keys {
		if s := m.Step(key.Text); s != nil {
			rest.Items[i] = s.lacks(steps.Items[i])
		}
	}
	whole := *root
	whole.Items = slices.Clone(root.Items)
	whole.Items[slices.Index(root.Items, steps)] = &rest
	return &whole
}

// lacks are the keys of a grown step that this one can take.
func (s *Step) lacks(grown *source.Node) *source.Node {
	if grown.Kind != source.Mapping {
		return grown
	}
	refused := s.refuses(grown)
	n := *grown
	n.Keys, n.Items = nil, nil
	for i, key := range grown.Keys {
		if !slices.Contains(refused, key.Text) {
			n.Keys, n.Items = append(n.Keys, key), append(n.Items, grown.Items[i])
		}
	}
	return &n
}

// refuses are the keys that would contradict this step.
func (s *Step) refuses(grown *source.Node) []string {
	switch {
	case s.Part != nil:
		return slices.Concat(notPart, gateNames())
	case isPart(grown) && s.single():
		return gateNames()
	case !isPart(grown) && s.kindBeside(grown) != kindOf(grown):
		return slices.Concat([]string{"kind", "probability", "basis"}, notLuck)
	case s.Probability != nil:
		return []string{"basis"}
	}
	return nil
}

// single tells whether this step says what only a single step has.
func (s *Step) single() bool {
	return s.kindStated || s.actionOnly() || s.Probability != nil || s.When != nil || s.Damage != nil || s.Detection != nil || s.Basis != ""
}

// actionOnly tells whether this step says what only an action has.
func (s *Step) actionOnly() bool {
	return s.From != nil || s.Cost != nil || s.Time != nil || s.Skill != SkillUnstated
}

// kindBeside is the kind that a step has which a grown one completes.
func (s *Step) kindBeside(grown *source.Node) string {
	if s.kindStated || s.actionOnly() {
		return s.Kind
	}
	return kindOf(grown)
}

func kindOf(step *source.Node) string {
	if kind := lookUp(step, "kind"); kind != nil {
		return kind.Text
	}
	return Action
}

func gateNames() []string {
	names := make([]string, len(gateKeys))
	for i, g := range gateKeys {
		names[i] = g.key
	}
	return names
}
