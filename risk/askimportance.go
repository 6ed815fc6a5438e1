package risk

// Importance is how much one leaf matters for the probability of the top.
type Importance struct {
	Leaf            string  `json:"leaf"`
	Birnbaum        float64 `json:"birnbaum"`         // the difference that the leaf makes
	Criticality     float64 `json:"criticality"`      // the chance that it is decisive and happens, given the top
	FussellVesely   float64 `json:"fussell_vesely"`   // the share of the top's probability that needs it
	RiskAchievement Number  `json:"risk_achievement"` // the factor if it is certain
	RiskReduction   Number  `json:"risk_reduction"`   // the factor if it is impossible; may be infinite
}
