package diagram

import (
	"fmt"
	"slices"

	"github.com/stormtree-dev/stormtree/model"
)

// scene is the part of a model that a data-flow picture shows.
type scene struct {
	model      *model.Model
	inside     *model.Boundary // nil is everything
	boundaries []*model.Boundary
	components []*model.Component
	flows      []*model.Flow
}

// newScene is all of a model, or one boundary with everything that it talks to.
func newScene(m *model.Model, boundary string) (scene, error) {
	s := scene{model: m, boundaries: m.Boundaries, components: m.Components, flows: m.Flows}
	if boundary == "" {
		return s, nil
	}
	s.inside = m.Boundary(boundary)
	if s.inside == nil {
		return s, fmt.Errorf("draw a picture: the model has no boundary %q", boundary)
	}
	s.narrow()
	return s, nil
}

// narrow leaves the flows that touch the boundary, their ends, and the frames
// around those.
func (s *scene) narrow() {
	kept, frames := map[string]bool{}, map[string]bool{s.inside.ID: true}
	for _, c := range s.components {
		kept[c.ID] = s.within(c)
	}
	touching := map[string]bool{}
	s.flows = slices.DeleteFunc(slices.Clone(s.flows), func(f *model.Flow) bool {
		if !kept[f.From.ID] && !kept[f.To.ID] {
			return true
		}
		touching[f.From.ID], touching[f.To.ID] = true, true
		return false
	})
	s.components = slices.DeleteFunc(slices.Clone(s.components), func(c *model.Component) bool {
		return !kept[c.ID] && !touching[c.ID]
	})
	for _, c := range s.components {
		if c.Inside != nil {
			for _, id := range s.model.Chain(c.Inside.ID) {
				frames[id] = true
			}
		}
	}
	for _, id := range s.model.Chain(s.inside.ID) {
		frames[id] = true
	}
	s.boundaries = slices.DeleteFunc(slices.Clone(s.boundaries), func(b *model.Boundary) bool { return !frames[b.ID] })
}

// within reports whether a component lies in the boundary, at any depth.
func (s *scene) within(c *model.Component) bool {
	return c.Inside != nil && slices.Contains(s.model.Chain(c.Inside.ID), s.inside.ID)
}

// size is what the scene holds, in words.
func (s *scene) size() string {
	return count(len(s.components), "part") + " and " + count(len(s.flows), "flow")
}

// drawn are the ids of everything that the scene shows.
func (s *scene) drawn() map[string]bool {
	ids := map[string]bool{}
	for _, c := range s.components {
		ids[c.ID] = true
	}
	for _, f := range s.flows {
		ids[f.ID] = true
	}
	for _, b := range s.boundaries {
		ids[b.ID] = true
	}
	return ids
}
