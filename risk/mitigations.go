package risk

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
)

// maxCompared is up to how many mitigations of one risk are compared by their effect.
const maxCompared = 64

// byEffect sorts mitigations that touch a risk: first the one whose presence
// makes the greatest difference to the current frequency, and so to the expected
// loss, whatever its status, then by id. Each of them costs an evaluation of the
// tree: more than maxCompared, and those of a tree too large for exact numbers,
// are sorted by id alone.
func (a *analysis) byEffect(ctx context.Context, as *assessment, cause int, ids []string) error {
	effects := map[string]float64{}
	if now := as.stated.current.row(cause); !now.atMost && len(ids) <= maxCompared {
		for _, id := range ids {
			other, err := a.play(ctx, as.stage, asStated(a.turned(id)))
			if err != nil {
				return err
			}
			effects[id] = math.Abs(other.row(cause).frequency - now.frequency)
		}
	}
	slices.SortFunc(ids, func(x, y string) int {
		return cmp.Or(cmp.Compare(effects[y], effects[x]), strings.Compare(x, y))
	})
	return nil
}

// turned is the current view but for one mitigation: without it when it is
// implemented, else with it.
func (a *analysis) turned(id string) func(*model.Mitigation) bool {
	return func(mt *model.Mitigation) bool { return current(mt) != (mt.ID == id) }
}

// mitigations lists every mitigation in the model's order with the risks it touches.
func (a *analysis) mitigations(risks []Risk) []Mitigation {
	list := make([]Mitigation, len(a.model.Mitigations))
	for i, mt := range a.model.Mitigations {
		list[i] = Mitigation{
			ID:          mt.ID,
			Title:       mt.Title,
			Responsible: mt.Responsible,
			Status:      mt.Status,
			Once:        mean(mt.Once),
			Yearly:      mean(mt.Yearly),
			Risks:       []string{},
			Position:    mt.Pos,
		}
		for _, r := range risks {
			if slices.Contains(r.Mitigations, mt.ID) {
				list[i].Risks = append(list[i].Risks, r.ID)
			}
		}
	}
	return list
}
