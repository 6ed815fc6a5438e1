package risk

import (
	"math"
	"slices"

	"github.com/stormtree-dev/stormtree/model"
)

// Points is the currency of a model that states no money anywhere.
const Points = "points"

// The severities, least first.
const (
	Low      = "low"
	Medium   = "medium"
	High     = "high"
	Critical = "critical"
)

// scale turns losses into one currency and expected losses into severities.
type scale struct {
	currency string
	unit     float64 // of the severity bands, in currency
	word     float64 // what a loss written as a word is multiplied with
	bands    model.Bands
}

func newScale(m *model.Model) scale {
	s := scale{currency: m.Currency, unit: m.Scale.Unit, word: 1, bands: m.Scale.Bands}
	if !statesMoney(m) {
		s.currency, s.unit, s.word = Points, 1, 1/m.Scale.Unit
	}
	return s
}

// statesMoney reports whether any loss is an amount rather than a word.
func statesMoney(m *model.Model) bool {
	amount := func(q *model.Quantity) bool { return q != nil && q.Word == "" }
	return slices.ContainsFunc(m.Assets, func(a *model.Asset) bool { return amount(a.Loss) }) ||
		slices.ContainsFunc(m.Threats, func(t *model.Threat) bool { return amount(t.Loss) })
}

// severity bands a yearly expected loss; the highest band has no upper end.
func (s scale) severity(loss float64) string {
	switch units := loss / s.unit; {
	case units >= s.bands.Critical:
		return Critical
	case units >= s.bands.High:
		return High
	case units >= s.bands.Medium:
		return Medium
	}
	return Low
}

// loss is the mean loss of one incident: the threat's, else its asset's, else
// what the asset's sensitivity stands for on the scale.
func (s scale) loss(m *model.Model, t *model.Threat) (mean float64, fromScale bool) {
	if t.Loss != nil {
		return s.amount(t.Loss), false
	}
	if t.Asset == nil {
		return s.sensitivity(nil, t), true
	}
	asset := m.Asset(t.Asset.ID)
	if asset.Loss != nil {
		return s.amount(asset.Loss), false
	}
	return s.sensitivity(asset.Sensitivity, t), true
}

// doubt says what keeps a threat's loss from being the author's amount, "" when nothing does.
func (s scale) doubt(m *model.Model, t *model.Threat) string {
	loss, asset := t.Loss, (*model.Asset)(nil)
	if t.Asset != nil {
		asset = m.Asset(t.Asset.ID)
	}
	if loss == nil && asset != nil {
		loss = asset.Loss
	}
	switch {
	case loss != nil && (loss.Word == "" || s.currency == Points):
		return ""
	case loss != nil:
		return "its loss is a word of the scale among amounts of money"
	case asset == nil || asset.Sensitivity == nil:
		return "neither a loss nor a sensitivity is stated, so the highest sensitivity counts"
	case s.currency != Points:
		return "its loss comes from the sensitivity of the asset, among amounts of money"
	}
	return ""
}

func (s scale) amount(q *model.Quantity) float64 {
	if q.Word != "" {
		return q.Mean() * s.word
	}
	return q.Mean()
}

// sensitivity 1 to 5 stands for 1 to 10,000 units. What is not stated protects
// nobody: an unstated sensitivity counts as 5.
func (s scale) sensitivity(of *model.Sensitivity, t *model.Threat) float64 {
	level := 0
	if of != nil {
		level = feared(*of, t.Category.Fear)
	}
	if level == 0 {
		level = 5
	}
	return s.unit * math.Pow10(level-1)
}

// feared is the highest sensitivity among the properties that the fears speak
// of; fears that speak of none of the three, or of no property stated, look at all.
func feared(of model.Sensitivity, fears []string) int {
	level := 0
	for _, fear := range fears {
		switch fear {
		case "confidentiality", "privacy":
			level = max(level, of.Confidentiality)
		case "integrity", "auditability":
			level = max(level, of.Integrity)
		case "availability":
			level = max(level, of.Availability)
		}
	}
	if level == 0 {
		level = max(of.Confidentiality, of.Integrity, of.Availability)
	}
	return level
}
