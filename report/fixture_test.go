package report

import (
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

func at(line, column int) source.Pos {
	return source.Pos{File: "models/smart home.yaml", Line: line, Column: column}
}

func views(inherent, current, projected float64) risk.Views {
	return risk.Views{Inherent: inherent, Current: current, Projected: projected}
}

// rare are numbers of a row so rare that frequency and likelihood agree.
func rare(inherent, current, projected, loss float64) risk.Numbers {
	p := views(inherent, current, projected)
	return risk.Numbers{Likelihood: p, Frequency: p, ExpectedLoss: views(inherent*loss, current*loss, projected*loss)}
}

// home is a register with a case of everything that a report has words for.
func home() *risk.Register {
	tolerance := 250e3
	return &risk.Register{
		Model: risk.Header{
			File: "models/smart home.yaml", Title: "Smart-home cloud", Currency: "USD",
			Horizon: 365, Unit: 1000, Today: "2026-03-01",
		},
		Risks:       homeRisks(),
		Totals:      homeTotals(),
		System:      risk.System{Rows: views(700e3, 295e3, 120e3), WithoutDoubles: views(600e3, 280e3, 110e3), Tolerance: &tolerance},
		Findings:    homeFindings(),
		Unknowns:    []risk.Unknown{{Fact: "replicas", Elements: []string{"edge"}, Rules: []string{"EDG-01"}}, {Fact: "tenancy", Elements: []string{"edge", "queue", "store", "cache", "log"}, Rules: []string{"TEN-01", "TEN-03"}}},
		Steps:       homeSteps(),
		Mitigations: homeMitigations(),
		Waivers: []risk.Waiver{
			{Rule: "INS-03", At: "our-*", State: risk.WaiverActive, Expires: "2026-09-01", Reason: "Two people share the desk until the move is over", Owner: "ops", Position: at(200, 5)},
			{Rule: "KEY-04", At: "device-ca", State: risk.WaiverExpired, Expires: "2026-02-01", Reason: "Renewal of the authority is being prepared", Owner: "pki", Position: at(203, 5)},
		},
		Notes:       []risk.Note{{Message: "mitigation second-factor is implemented, yet DEV-02 still fails: update the facts", Position: at(150, 3)}},
		Assumptions: []string{"The provider's staff is vetted."},
		Questions:   []string{"Who reads the audit log?"},
		Summary:     risk.Summary{RulesLoaded: 31, RulesApplicable: 24, ElementsChecked: 52, Completeness: 0.9375},
	}
}

func homeRisks() []risk.Risk {
	flood := &risk.Attack{Steps: []string{"rent-botnet", "flood", "no-scrubbing"}, Conditions: []string{"no-scrubbing"}, Cost: 500, Time: 0.5, Skill: "novice", Probability: 0.315}
	return []risk.Risk{
		{
			ID: "edge-flood/outsider", Rank: 1, Threat: "edge-flood", Title: "Nobody can reach the cloud", Cause: "outsider", CauseTitle: "Outside attacker",
			Asset: "service", Severity: risk.High,
			Numbers: risk.Numbers{Likelihood: views(0.99, 0.849, 0.4), Frequency: views(4, 1.89, 0.6), ExpectedLoss: views(307e3, 145e3, 46e3)},
			AtMost:  true, UnknownsClosed: risk.Numbers{Likelihood: views(0.5, 0.2, 0.1), Frequency: views(0.6, 0.22, 0.1), ExpectedLoss: views(40e3, 17e3, 8e3)},
			LossMean: 76.7e3, DefaultsShare: 0.25,
			Assumed:        []risk.Assumption{{Step: "flood", What: "finding", Rule: "EDG-01@edge"}, {Step: "rent-botnet", What: "probability"}},
			CheapestAttack: flood, LikeliestAttack: flood, QuickestAttack: flood,
			Mitigations: []string{"quotas", "scrubbing", "replicas"}, Position: at(120, 3),
		},
		{
			ID: "isolation-failure/provider-admin", Rank: 2, Threat: "isolation-failure", Title: "Customer data ends up in the wrong hands", Cause: "provider-admin", CauseTitle: "Malicious administrator at the provider",
			Asset: "telemetry", Severity: risk.High, Numbers: rare(0.2, 0.075, 0.01, 1.3e6), UnknownsClosed: rare(0.2, 0.075, 0.01, 1.3e6),
			LossMean:        1.3e6,
			CheapestAttack:  &risk.Attack{Steps: []string{"phish", "reader-may-decrypt"}, Conditions: []string{"reader-may-decrypt"}, Cost: 500, Time: 2, Skill: "practitioner", Probability: 0.045},
			LikeliestAttack: &risk.Attack{Steps: []string{"copy-machine"}, Cost: 2e3, Time: 10, Skill: "expert", Probability: 0.3},
			QuickestAttack:  &risk.Attack{Steps: []string{"phish", "reader-may-decrypt"}, Conditions: []string{"reader-may-decrypt"}, Cost: 500, Time: 2, Skill: "practitioner", Probability: 0.045},
			Mitigations:     []string{"own-keys"}, Position: at(130, 3),
		},
		{
			ID: "isolation-failure/accident", Rank: 3, Threat: "isolation-failure", Title: "Customer data ends up in the wrong hands", Cause: risk.ByAccident, CauseTitle: "By accident",
			Asset: "telemetry", Severity: risk.Medium, Numbers: rare(0.05, 0.029, 0.003, 1.3e6), UnknownsClosed: rare(0.05, 0.029, 0.003, 1.3e6),
			LossMean: 1.3e6, Mitigations: []string{"own-keys"}, Position: at(130, 3),
		},
		{
			ID: "impersonation/neighbour", Rank: 4, Threat: "impersonation", Title: "Somebody poses as a thermostat", Cause: "neighbour", CauseTitle: "Neighbour in the cloud", IfTried: true, OnlyAfter: true, LossFromScale: true,
			Severity: risk.Low, Numbers: rare(0.012, 0.012, 0.012, 100e3), UnknownsClosed: rare(0.012, 0.012, 0.012, 100e3), LossMean: 100e3, Position: at(140, 3),
		},
	}
}

func homeTotals() []risk.Total {
	return []risk.Total{
		{Threat: "edge-flood", Title: "Nobody can reach the cloud", Numbers: homeRisks()[0].Numbers, AtMost: true, UnknownsClosed: homeRisks()[0].UnknownsClosed},
		{Threat: "isolation-failure", Title: "Customer data ends up in the wrong hands", Numbers: rare(0.24, 0.104, 0.013, 1.3e6), UnknownsClosed: rare(0.24, 0.104, 0.013, 1.3e6)},
		{Threat: "impersonation", Title: "Somebody poses as a thermostat", Numbers: rare(0.012, 0.012, 0.012, 100e3), UnknownsClosed: rare(0.012, 0.012, 0.012, 100e3)},
	}
}

func homeFindings() []risk.Finding {
	return []risk.Finding{
		{
			Rule: "INS-03", Title: "One role administers and erases its own audit", Outcome: risk.OutcomeFail, Element: "our-operator", Severity: risk.Critical, Waived: true,
			Message: "our-operator may administer and erase-logs", Fingerprint: "INS-03@our-operator", Position: at(60, 3),
		},
		{
			Rule: "EDG-04", Title: "Nothing limits what one device may send", Outcome: risk.OutcomeFail, Element: "edge", Severity: risk.High,
			Message: "edge does not check quota", Opens: []string{"flood"}, Risks: []string{"edge-flood/outsider"}, ClosedBy: []string{"quotas"},
			Remediation: "Set a quota per device and per tenant.", Fingerprint: "EDG-04@edge", Position: at(41, 5),
		},
		{
			Rule: "EDG-04", Title: "Nothing limits what one device may send", Outcome: risk.OutcomeFail, Element: "queue", Severity: risk.High,
			Message: "queue does not check quota", Opens: []string{"flood"}, Risks: []string{"edge-flood/outsider"}, ClosedBy: []string{"quotas"},
			Remediation: "Set a quota per device and per tenant.", Fingerprint: "EDG-04@queue", Position: at(48, 5),
		},
		{
			Rule: "EDG-01", Title: "The edge is a single point of failure", Outcome: risk.OutcomeUnknown, Element: "edge", Severity: risk.High,
			Message: "replicas is not stated", Missing: []string{"replicas@edge"}, Opens: []string{"flood"}, Risks: []string{"edge-flood/outsider"}, Fingerprint: "EDG-01@edge", Position: at(41, 5),
		},
		{
			Rule: "AUD-04", Title: "The log does not say who did it", Outcome: risk.OutcomeFail, Element: "audit-log", Severity: risk.Medium, Preview: true,
			Message: "audit-log does not record tenant", Remediation: "Record device, tenant, revision and rule with every decision.", Fingerprint: "AUD-04@audit-log", Position: at(50, 3),
		},
	}
}

func homeSteps() []risk.Step {
	return []risk.Step{
		{ID: "copy-machine", Title: "Copy a running machine", Kind: model.Action, Position: at(170, 3)},
		{ID: "flood", Title: "Flood the entry with connections", Kind: model.Action, Position: at(160, 3)},
		{ID: "no-scrubbing", Title: "Nobody scrubs the traffic", Kind: model.Condition, Position: at(162, 3)},
		{ID: "phish", Title: "Phish an operator", Kind: model.Action, Position: at(165, 3)},
		{ID: "reader-may-decrypt", Title: "Readers may decrypt", Kind: model.Condition, Position: at(167, 3)},
		{ID: "rent-botnet", Title: "Rent a botnet", Kind: model.Action, Position: at(158, 3)},
	}
}

func homeMitigations() []risk.Mitigation {
	return []risk.Mitigation{
		{ID: "own-keys", Title: "Encrypt with keys that we alone hold", Responsible: "customer", Status: model.Planned, Once: 15e3, Yearly: 5e3, Risks: []string{"isolation-failure/provider-admin"}, Position: at(180, 3)},
		{ID: "quotas", Title: "Quotas per device", Responsible: "customer", Status: model.Planned, Once: 8e3, Risks: []string{"edge-flood/outsider"}, Position: at(182, 3)},
		{ID: "replicas", Title: "A second edge elsewhere", Responsible: "provider", Status: model.Implemented, Risks: []string{"edge-flood/outsider"}, Position: at(184, 3)},
		{ID: "scrubbing", Title: "Traffic scrubbing", Responsible: "provider", Status: model.Proposed, Yearly: 30e3, Risks: []string{"edge-flood/outsider"}, Position: at(186, 3)},
	}
}

// attacks on whatever shows a text: what an author might write to make a
// terminal, a page or a reader believe something else.
var attacks = []string{
	"\x1b[2J\x1b]0;owned\x07red \x1b[31malert",
	"two\nlines\r\nand a\ttab",
	"a | pipe | and `code` and | more",
	"<script>alert(1)</script><img src=x onerror=alert(1)>",
	"\u202egnp.exe\u202c reversed \u2066isolated\u2069",
	"@everyone #1 see https://evil.example and www.evil.example [click](javascript:alert(1)) $x$",
	strings.Repeat("very long ", 500),
	strings.Repeat("unbroken", 700),
	"漢字の題名は二列を取る，幅を数えなければ表が壊れる漢字の題名は二列を取る",
	"z" + strings.Repeat("\u0323", 400) + "algo",
	"bad utf-8 \xff\xfe and C1 \u009b31m and nul \x00",
	"# heading\n- item\n> quote\n```\n</details>",
}

// hostile is a register in which every text is an attack.
func hostileRegister() *risk.Register {
	r := home()
	n := 0
	next := func() string { n++; return attacks[n%len(attacks)] }
	r.Model.Title, r.Model.Currency, r.Model.File = next(), "US\x1b[31mD", "mod\u202eels/\x1b[1m \"x\".yaml"
	for i := range r.Risks {
		r.Risks[i].Title, r.Risks[i].CauseTitle, r.Risks[i].Position.File = next(), next(), next()
	}
	for i := range r.Totals {
		r.Totals[i].Title = next()
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Title, f.Message, f.Remediation, f.Element, f.Position.File = next(), next(), next(), next(), next()
	}
	for i := range r.Unknowns {
		r.Unknowns[i].Fact, r.Unknowns[i].Elements[0], r.Unknowns[i].Rules[0] = next(), next(), next()
	}
	for i := range r.Steps {
		r.Steps[i].Title = next()
	}
	for i := range r.Mitigations {
		m := &r.Mitigations[i]
		m.Title, m.Responsible = next(), next()
	}
	for i := range r.Waivers {
		w := &r.Waivers[i]
		w.At, w.Reason, w.Owner, w.Expires = next(), next(), next(), next()
	}
	r.Notes[0].Message, r.Assumptions, r.Questions = next(), attacks, attacks
	return r
}

// crowd is a register with many rows of everything.
func crowd(n int) *risk.Register {
	r := home()
	for i := range n {
		for _, row := range homeRisks() {
			row.ID, row.Rank, row.Title = row.ID+strings.Repeat("x", i), len(r.Risks)+1, attacks[i%len(attacks)]
			row.ExpectedLoss = views(10, 10, 10)
			row.Severity = risk.Low
			r.Risks = append(r.Risks, row)
		}
		for _, f := range homeFindings() {
			f.Rule, f.Element = f.Rule+strings.Repeat("x", i%50), attacks[i%len(attacks)]
			r.Findings = append(r.Findings, f)
		}
		r.Unknowns = append(r.Unknowns, risk.Unknown{Fact: strings.Repeat("y", i+1), Elements: attacks, Rules: attacks})
		r.Totals = append(r.Totals, homeTotals()...)
	}
	return r
}

func isolationTree() *risk.Tree {
	leaf := func(number, step, title, kind string, p risk.Views) *risk.Branch {
		return &risk.Branch{Number: number, Step: step, Title: title, Kind: kind, Probability: p}
	}
	disk := leaf("1.1", "wrong-permissions", "Someone sets the wrong permissions", model.Accident, views(0.08, 0.08, 0.08))
	topic := leaf("1.2", "read-topic", "Read another tenant's topic", model.Action, views(0.3, 0.3, 0))
	topic.AtMost, topic.Critical, topic.Rules = true, true, []string{"TEN-05@uplink"}
	topic.Mitigations = []risk.Applied{{ID: "bind", Title: "Bind topics to credentials", Status: model.Planned, Responsible: "customer", Share: 1}}
	shut := leaf("1.3", "copy-machine", "Copy a running machine", model.Action, views(0, 0, 0))
	shut.Shut, shut.OutOfReach = true, true
	decrypt := leaf("2.1", "reader-may-decrypt", "Readers may decrypt", model.Condition, views(0.6, 0.6, 0.18))
	decrypt.Critical = true
	decrypt.Mitigations = []risk.Applied{{ID: "own-keys", Title: "Own keys", Status: model.Planned, Share: 0.7}}
	again := leaf("2.2", "read-topic", "Read another tenant's topic", model.Action, views(0.3, 0.3, 0))
	again.SeeNumber = "1.2"
	return &risk.Tree{
		Threat: "isolation-failure", Title: "Customer data ends up in the wrong hands", Horizon: 365,
		Root: &risk.Branch{
			Title: "Customer data ends up in the wrong hands", Gate: model.GateAll, Probability: views(0.22, 0.22, 0.02), Critical: true,
			Children: []*risk.Branch{
				{Number: "1", Title: "Data reaches another party", Gate: model.GateAny, Probability: views(0.36, 0.36, 0.08), Critical: true, AtMost: true, Children: []*risk.Branch{disk, topic, shut}},
				{Number: "2", Step: "understand", Title: "Understand the data", Gate: model.GateAtLeast, AtLeast: 1, Probability: views(0.7, 0.7, 0.2), Critical: true, Children: []*risk.Branch{decrypt, again}},
			},
		},
		Answer: risk.Answer{
			Tree: "isolation-failure", Leaves: 4, Gates: 3, Probability: share(0.22), Exact: true,
			MinimalSets: risk.MinimalSets{Count: "3", Listed: [][]string{{"read-topic"}, {"wrong-permissions", "reader-may-decrypt"}}},
			Cheapest:    &risk.Attack{Steps: []string{"read-topic", "reader-may-decrypt"}, Conditions: []string{"reader-may-decrypt"}, Cost: 2000, Time: 3, Skill: "practitioner", Probability: 0.18},
			Likeliest:   &risk.Attack{Steps: []string{"read-topic", "reader-may-decrypt"}, Conditions: []string{"reader-may-decrypt"}, Cost: 2000, Time: 3, Skill: "practitioner", Probability: 0.18},
			Quickest:    &risk.TimedAttack{Steps: []string{"read-topic"}, Time: 3},
			Front:       [][]float64{{2000, 0.18}, {9000, 0.3}},
		},
	}
}

func share(p float64) *float64 { return &p }

func floodExplanation() *risk.Explanation {
	r := homeRisks()[0]
	steps := homeSteps()
	return &risk.Explanation{
		Model: home().Model, Risk: r, Of: 4,
		Below:     &risk.Neighbour{ID: "isolation-failure/provider-admin", Rank: 2, Likelihood: 0.075, ExpectedLoss: 97.5e3},
		Ways:      []risk.Attack{*r.CheapestAttack},
		WaysInAll: "1",
		Steps: []risk.StepReason{
			{Step: steps[5], Probability: views(1, 1, 1), Cost: 500, Time: 0.5, Skill: "novice", Without: 0},
			{
				Step: steps[1], Probability: views(0.9, 0.45, 0.14), Stated: true, Door: "open", Without: 0,
				Openings:    []risk.Opening{{Rule: "EDG-04", Element: "edge", Outcome: "fail", Message: "edge does not check quota", Position: at(41, 5)}, {Rule: "EDG-01", Element: "edge", Outcome: "unknown", Waived: true}},
				Mitigations: []risk.Applied{{ID: "quotas", Title: "Quotas per device", Status: model.Planned, Responsible: "customer", Share: 0.7}, {ID: "r", Title: "A second edge elsewhere", Status: model.Implemented, Share: 0.5}},
			},
			{Step: steps[2], Probability: views(0.7, 0.7, 0.7), Stated: true, Without: 0},
		},
		Flips: []risk.Flip{
			{Kind: risk.FlipProbability, ID: "rent-botnet", Title: "Rent a botnet", Severity: risk.Low, Rank: 4},
			{Kind: risk.FlipMitigation, ID: "scrubbing", Title: "Traffic scrubbing", Status: model.Proposed, Likelihood: 0.3, ExpectedLoss: 30e3, Saves: 115e3, Severity: risk.Medium, Rank: 3},
			{Kind: risk.FlipFinding, ID: "EDG-04@edge", Title: "Nothing limits what one device may send", Likelihood: 0.849, ExpectedLoss: 145e3, Severity: risk.High, Rank: 1},
			{Kind: risk.FlipUnknown, ID: "EDG-01@edge", Title: "The edge is a single point of failure", Likelihood: 0.849, ExpectedLoss: 145e3, Severity: risk.High, Rank: 1},
		},
	}
}
