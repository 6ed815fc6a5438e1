package risk

import (
	"testing"

	"github.com/stormtree-dev/stormtree/model"
)

func TestBoundsAreNoted(t *testing.T) {
	exact := &assessment{stage: &stage{threat: &model.Threat{Entity: model.Entity{ID: "exact"}}}}
	bound := &assessment{stage: &stage{threat: &model.Threat{Entity: model.Entity{ID: "bound"}}}}
	bound.stated.projected.total.atMost = true
	notes := boundNotes([]*assessment{exact, bound})
	want := `threat "bound" is too large to evaluate exactly: some of its numbers are upper bounds`
	if len(notes) != 1 || notes[0].Message != want {
		t.Errorf("notes %v, want %q", notes, want)
	}
}
