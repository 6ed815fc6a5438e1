package risk

import "slices"

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
