package risk_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/risk"
)

// These are the worked examples of docs/method.md, rule by rule.

func TestLuckIsDrawnOncePerHorizon(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider, attempts: 12/y}}
threats: {t: {asset: data, attack: {sequence: [flaw, use]}}}
steps:
  flaw: {kind: condition, probability: 0.5}
  use: {probability: 1}
`)
	near(t, "likelihood", row(t, r, "t/a").Likelihood.Current, 0.5*(1-math.Exp(-12)))
	near(t, "frequency", row(t, r, "t/a").Frequency.Current, 6)
}

func TestAChanceAndARateAreTwoSpellings(t *testing.T) {
	text := `
horizon: %s
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider, attempts: 0.1/y}}
threats: {t: {asset: data, attack: {any: [act, bad-luck]}}}
steps:
  act: {probability: 1}
  bad-luck: {kind: accident, probability: %s}
`
	for _, c := range []struct {
		horizon, accident   string
		attacked, accidents float64
	}{
		{"1y", "0.08", 0.0951626, 0.08},
		{"2y", "0.08", 0.1812692, 0.08},
		{"1y", "0.08/y", 0.0951626, 0.0768837},
		{"2y", "0.08/y", 0.1812692, 0.1478562},
	} {
		r := analyze(t, fmt.Sprintf(text, c.horizon, c.accident))
		near(t, c.horizon+" attacker", row(t, r, "t/a").Likelihood.Current, c.attacked)
		near(t, c.horizon+" accident", row(t, r, "t/accident").Likelihood.Current, c.accidents)
	}
}

func TestAttemptsAtAThreatReplaceTheRateThere(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider, attempts: 0.5/y}}
threats:
  flood: {asset: data, attempts: {a: 6/y}, attack: {all: [act]}}
  theft: {asset: data, attack: {all: [act]}}
  siege: {asset: data, attempts: {a: unlikely}, attack: {all: [act]}}
steps: {act: {probability: 0.315}}
`)
	near(t, "flood", row(t, r, "flood/a").Frequency.Current, 1.89)
	near(t, "flood", row(t, r, "flood/a").Likelihood.Current, 1-math.Exp(-1.89))
	near(t, "theft", row(t, r, "theft/a").Frequency.Current, 0.5*0.315)
	near(t, "siege", row(t, r, "siege/a").Frequency.Current, -math.Log(0.7)*0.315)
}

func TestAttemptsNotStatedAreExactlyOne(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider}, b: {kind: outsider, attempts: 2/y}}
threats: {t: {asset: data, attack: {all: [flaw, act]}}}
steps: {flaw: {kind: condition, probability: 0.5}, act: {probability: 0.4}}
`)
	a := row(t, r, "t/a")
	if !a.IfTried || row(t, r, "t/b").IfTried {
		t.Error("only the row of an attacker without attempts reads \"if tried\"")
	}
	near(t, "frequency", a.Frequency.Current, 0.2)
	near(t, "likelihood", a.Likelihood.Current, 0.2)
	near(t, "the rows' part of it", r.System.IfTried.Current, 0.2*1e3)
	near(t, "all rows", r.System.Rows.Current, 0.6*1e3)
	near(t, "union", total(t, r, "t").Likelihood.Current, 0.5*(1-0.6*math.Exp(-0.8)))
}

const accidentOrAction = `
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider, attempts: %s}}
threats: {t: {asset: data, attack: {all: [{any: [bad-luck, act]}, flaw]}}}
steps:
  bad-luck: {kind: accident, probability: 0.08}
  act: {probability: 0.3}
  flaw: {kind: condition, probability: 0.5}
`

func TestAccidentsAndAttacksAreSeparateRowsOfOneUnion(t *testing.T) {
	seldom := analyze(t, fmt.Sprintf(accidentOrAction, "0.1/y"))
	near(t, "accident", row(t, seldom, "t/accident").Likelihood.Current, 0.04)
	near(t, "attacker's frequency", row(t, seldom, "t/a").Frequency.Current, 0.015)
	near(t, "attacker's likelihood", row(t, seldom, "t/a").Likelihood.Current, 0.5*(1-math.Exp(-0.03)))
	near(t, "total", total(t, seldom, "t").Likelihood.Current, 1-0.5-0.46*math.Exp(-0.03))
	near(t, "frequencies add", total(t, seldom, "t").Frequency.Current, 0.055)

	often := analyze(t, fmt.Sprintf(accidentOrAction, "12/y"))
	near(t, "often, frequency", row(t, often, "t/a").Frequency.Current, 1.8)
	near(t, "often, likelihood", row(t, often, "t/a").Likelihood.Current, 0.5*(1-math.Exp(-3.6)))
	near(t, "often, total", total(t, often, "t").Likelihood.Current, 1-0.5-0.46*math.Exp(-3.6))
}

func TestAttackersShareOneDrawOfLuck(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider, attempts: 1/y}, b: {kind: outsider, attempts: 1/y}}
threats: {t: {asset: data, attack: {all: [flaw, act]}}}
steps: {flaw: {kind: condition, probability: 0.5}, act: {probability: 0.4}}
`)
	near(t, "each", row(t, r, "t/a").Likelihood.Current, 0.1648400)
	near(t, "each", row(t, r, "t/b").Likelihood.Current, 0.1648400)
	near(t, "union", total(t, r, "t").Likelihood.Current, 0.2753355)
}

func TestLimitsBelongToWholeAttacks(t *testing.T) {
	text := `
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider, budget: %s}}
threats: {t: {asset: data, attack: {any: [{all: [a1, a2]}, c]}}}
steps:
  a1: {probability: 0.5, cost: 15k}
  a2: {probability: 0.5, cost: 15k}
  c: {probability: 0.1, cost: 18k}
`
	for budget, want := range map[string]float64{"20k": 0.10, "17.9k": 0, "18k": 0.10, "30k": 0.325} {
		r := analyze(t, fmt.Sprintf(text, budget))
		if want == 0 {
			if len(r.Risks) != 0 {
				t.Errorf("budget %s: %d risks, want none", budget, len(r.Risks))
			}
			continue
		}
		near(t, budget, row(t, r, "t/a").Likelihood.Current, want)
	}
}

func TestTimeAndSkillLimitWholeAttacks(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: 1k}}
attackers:
  quick: {kind: outsider, time: 9d}
  patient: {kind: outsider, time: 10d}
  novice: {kind: outsider, skill: novice}
threats:
  one-by-one: {asset: data, attack: {sequence: [a1, a2]}}
  at-once: {asset: data, attack: {all: [a1, a2]}}
steps: {a1: {probability: 0.5, time: 5d}, a2: {probability: 0.5, time: 5d, skill: practitioner}}
`)
	want := []string{"at-once/patient", "at-once/quick", "one-by-one/patient"}
	equal(t, "risks", ids(r), want)
}

const neighbours = `
boundaries: {provider: {kind: provider}, next-door: {kind: tenant, inside: provider}}
assets: {data: {loss: 1k}}
attackers:
  admin: {kind: insider, at: [provider]}
  neighbour: {kind: outsider, at: [next-door]}
  together: {members: [admin, neighbour]}
threats: {spying: {asset: data, attack: {sequence: [{any: [map, look-up]}, {any: [start-many, place]}, {any: [watch, escape]}]}}}
steps:
  map: {probability: 0.4, from: [next-door], cost: 1k}
  look-up: {probability: 0.95, from: [provider]}
  start-many: {probability: 0.4, from: [next-door], cost: 6k}
  place: {probability: 0.9, from: [provider]}
  watch: {probability: 0.15, from: [next-door], cost: 3k}
  escape: {probability: 0.02, from: [next-door], cost: 10k}
`

func TestPositionIsMembershipAndAGroupIsItsMembers(t *testing.T) {
	r := analyze(t, neighbours)
	equal(t, "risks", ids(r), []string{"spying/neighbour", "spying/together"})
	near(t, "alone", row(t, r, "spying/neighbour").Likelihood.Current, 0.4*0.4*0.167)
	near(t, "together", row(t, r, "spying/together").Likelihood.Current, (1-0.6*0.05)*(1-0.6*0.1)*0.167)
}

func TestBudgetsOfAGroupAddAndItsTimeIsTheLongest(t *testing.T) {
	text := `
assets: {data: {loss: 1k}}
attackers:
  a: {kind: outsider, budget: 2k, time: 3d, skill: novice}
  b: {kind: outsider, budget: 3k, time: 8d}
  both: {members: [a, b]%s}
threats: {t: {asset: data, attack: {all: [act]}}}
steps: {act: {probability: 0.5, cost: %s, time: %s, skill: expert}}
`
	for _, c := range []struct {
		group, cost, time string
		want              []string
	}{
		{"", "5k", "8d", []string{"t/both"}},
		{"", "5.1k", "8d", []string{}},
		{"", "5k", "9d", []string{}},
		{"", "3k", "8d", []string{"t/b", "t/both"}},
		{", budget: 9k, time: 9d", "9k", "9d", []string{"t/both"}},
		{", skill: practitioner", "5k", "8d", []string{}},
	} {
		r := analyze(t, fmt.Sprintf(text, c.group, c.cost, c.time))
		equal(t, strings.Join([]string{c.group, c.cost, c.time}, " "), ids(r), c.want)
	}
}

func TestWhatIsNotStatedProtectsNobody(t *testing.T) {
	text := `
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider}}
threats: {t: {asset: data, attack: {any: [behind-door, open]}}}
steps:
  behind-door: {probability: 0.3, when: TEN-01}
  open: {%s}
`
	r := row(t, analyze(t, fmt.Sprintf(text, "probability: 0.2")), "t/a")
	near(t, "at most", r.Likelihood.Current, 0.44)
	near(t, "unknowns closed", r.UnknownsClosed.Likelihood.Current, 0.20)
	door, tries := risk.Assumption{Step: "behind-door", What: risk.AssumedFinding, Rule: "TEN-01"}, risk.Assumption{What: risk.AssumedAttempts}
	equal(t, "assumed", r.Assumed, []risk.Assumption{door, tries})
	if !r.AtMost {
		t.Error("an open unknown door does not read \"at most\"")
	}

	r = row(t, analyze(t, fmt.Sprintf(text, "title: No number")), "t/a")
	near(t, "a missing probability", r.Likelihood.Current, 1)
	near(t, "a missing probability, unknowns closed", r.UnknownsClosed.Likelihood.Current, 1)
	equal(t, "at most", r.AtMost, true)
	equal(t, "assumed", r.Assumed, []risk.Assumption{door, {Step: "open", What: risk.AssumedProbability}, tries})
}

// The share of defaults is what the list of assumptions says.
func TestTheShareOfDefaultsIsExplained(t *testing.T) {
	text := `
assets: {data: {%s}}
attackers: {a: {kind: outsider%s}}
threats: {t: {asset: data, attack: {all: [act, watch]}}}
steps: {act: {%s}, watch: {probability: 0.5}}
`
	for _, c := range []struct {
		loss, attempts, step string
		share                float64
		assumed              []risk.Assumption
	}{
		{"loss: 1k", ", attempts: 1/y", "probability: 0.5", 0, []risk.Assumption{}},
		{"loss: 1k", "", "probability: 0.5", 1.0 / 4, []risk.Assumption{{What: risk.AssumedAttempts}}},
		{"title: Data", "", "probability: 0.5", 2.0 / 4, []risk.Assumption{{What: risk.AssumedAttempts}, {What: risk.AssumedLoss}}},
		{"loss: 1k", ", attempts: 1/y", "when: [TEN-01, TEN-02, TEN-03]", 4.0 / 7, []risk.Assumption{
			{Step: "act", What: risk.AssumedProbability},
			{Step: "act", What: risk.AssumedFinding, Rule: "TEN-01"},
			{Step: "act", What: risk.AssumedFinding, Rule: "TEN-02"},
			{Step: "act", What: risk.AssumedFinding, Rule: "TEN-03"},
		}},
	} {
		r := row(t, analyze(t, fmt.Sprintf(text, c.loss, c.attempts, c.step)), "t/a")
		what := strings.Join([]string{c.loss, c.attempts, c.step}, " ")
		equal(t, what, r.Assumed, c.assumed)
		near(t, what, r.DefaultsShare, c.share)
	}
}

func TestMitigationsMultiply(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider}}
threats:
  one: {asset: data, attack: {all: [s]}}
  two: {asset: data, attack: {all: [u, v]}}
  bypass: {asset: data, attack: {any: [{all: [u, v]}, {all: [x, y, bypassed]}]}}
steps:
  s: {probability: 0.4}
  u: {probability: 0.5}
  v: {probability: 0.5}
  x: {probability: 0.5}
  y: {probability: 0.5}
  bypassed: {kind: condition, probability: 0.1}
mitigations:
  m1: {responsible: customer, status: implemented, stops: {s: 90%}}
  m2: {responsible: customer, status: implemented, stops: {s: 50%}}
  m3: {responsible: customer, status: implemented, stops: {u: 90%, v: 90%}}
`)
	near(t, "90 % and 50 % of 0.4", row(t, r, "one/a").Likelihood.Current, 0.02)
	near(t, "inherent", row(t, r, "one/a").Likelihood.Inherent, 0.4)
	near(t, "one control on two steps", row(t, r, "two/a").Likelihood.Current, 0.0025)
	near(t, "and its failure as a whole", row(t, r, "bypass/a").Likelihood.Current, 1-(1-0.0025)*(1-0.025))
}

func TestViewsCountTheirMitigations(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider, budget: 10k, skill: practitioner}}
threats:
  t: {asset: data, attack: {all: [s]}}
  dear: {asset: data, attack: {all: [s2]}}
  hard: {asset: data, attack: {all: [s3]}}
  door: {asset: data, attack: {all: [s4]}}
steps:
  s: {probability: 0.8}
  s2: {probability: 0.8, cost: 6k}
  s3: {probability: 0.8, skill: novice}
  s4: {probability: 0.8, when: TEN-01@host}
components: {host: {kind: host}}
mitigations:
  now: {responsible: customer, status: implemented, stops: {s: 50%}}
  soon: {responsible: customer, status: planned, stops: {s: 50%}, raises: {s2: {cost: 5k}, s3: {skill: expert}}, closes: [TEN-01@host]}
  perhaps: {responsible: customer, status: proposed, stops: {s: 50%}}
`)
	equal(t, "stops", row(t, r, "t/a").Likelihood, risk.Views{Inherent: 0.8, Current: 0.4, Projected: 0.2})
	for _, id := range []string{"dear/a", "hard/a", "door/a"} {
		equal(t, id, row(t, r, id).Likelihood, risk.Views{Inherent: 0.8, Current: 0.8, Projected: 0})
	}
}

func TestNobodyPlansWithAccidents(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider}}
threats:
  either: {asset: data, attack: {all: [{any: [bug, phish]}, use, readable]}}
  only: {asset: data, attack: {all: [bug, use]}}
steps:
  bug: {kind: accident, probability: 0.05}
  phish: {probability: 0.15, cost: 400, time: 2d, skill: novice}
  use: {probability: 0.8, cost: 100, time: 3d, skill: practitioner}
  readable: {kind: condition, probability: 0.3}
`)
	either := row(t, r, "either/a")
	want := &risk.Attack{
		Steps: []string{"phish", "use", "readable"}, Conditions: []string{"readable"},
		Cost: 500, Time: 3, Skill: "practitioner", Probability: 0.15 * 0.8 * 0.3,
	}
	equal(t, "cheapest", either.CheapestAttack, want)
	equal(t, "likeliest", either.LikeliestAttack, want)
	equal(t, "quickest", either.QuickestAttack, want)
	only := row(t, r, "only/a")
	if only.CheapestAttack != nil || !only.OnlyAfter || either.OnlyAfter {
		t.Error("an attack that needs an accident is \"only after an accident\"")
	}
	near(t, "only after", only.Likelihood.Current, 0.04)
}

func TestPointResultsUseTheMean(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: {low: 200k, likely: 900k, high: 4M}}}
attackers: {a: {kind: outsider}}
threats: {t: {asset: data, attack: {any: [spread, even]}}}
steps: {spread: {probability: {low: 0.1, likely: 0.2, high: 0.9}}, even: {probability: 0.5}}
`)
	near(t, "likelihood", row(t, r, "t/a").Likelihood.Current, 0.65)
	near(t, "loss", row(t, r, "t/a").LossMean, 1.3e6)
	near(t, "expected loss", row(t, r, "t/a").ExpectedLoss.Current, 0.65*1.3e6)
}

func TestOneIncidentCostsEachAssetOnce(t *testing.T) {
	text := `
assets: {data: {sensitivity: {confidentiality: 1, integrity: 1, availability: 1}}}
attackers: {a: {kind: outsider}}
threats:
  one: {asset: data, loss: 100k, attack: {all: [s]}}
  two: {asset: data, loss: %s, attack: {all: [s, u]}}
steps: {s: {probability: 0.1}, u: {probability: 0.5}}
`
	small := analyze(t, fmt.Sprintf(text, "40k"))
	near(t, "row one", row(t, small, "one/a").ExpectedLoss.Current, 10e3)
	near(t, "row two", row(t, small, "two/a").ExpectedLoss.Current, 2e3)
	near(t, "rows", small.System.Rows.Current, 12e3)
	near(t, "system", small.System.WithoutDoubles.Current, 10e3)
	large := analyze(t, fmt.Sprintf(text, "300k"))
	near(t, "rows", large.System.Rows.Current, 25e3)
	near(t, "system", large.System.WithoutDoubles.Current, 20e3)
}

func TestDifferentAssetsAndOwnAttemptsAdd(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: 100k}, service: {loss: 10k}}
attackers: {a: {kind: outsider, attempts: 1/y}}
threats:
  one: {asset: data, attack: {all: [s]}}
  two: {asset: service, attack: {all: [s]}}
  flood: {asset: data, attempts: {a: 2/y}, attack: {all: [s]}}
steps: {s: {probability: 0.1}}
`)
	near(t, "rows", r.System.Rows.Current, 31e3)
	near(t, "system", r.System.WithoutDoubles.Current, 31e3)
}

func TestLossIsPerYearWhateverTheHorizon(t *testing.T) {
	r := analyze(t, `
horizon: 2y
assets: {data: {loss: 100k}}
attackers: {a: {kind: outsider, attempts: 0.5/y}}
threats: {t: {asset: data, attack: {all: [s]}}}
steps: {s: {probability: 0.1}}
`)
	near(t, "frequency per horizon", row(t, r, "t/a").Frequency.Current, 0.1)
	near(t, "loss per year", row(t, r, "t/a").ExpectedLoss.Current, 5e3)
	near(t, "system", r.System.WithoutDoubles.Current, 5e3)
}

func TestWordsAndMoneyShareOneScale(t *testing.T) {
	text := `
assets:
  dear: {sensitivity: {confidentiality: 4, integrity: 1, availability: 1}}
  cheap: {sensitivity: {confidentiality: 2, integrity: 1, availability: 5}%s}
attackers: {a: {kind: outsider}}
threats:
  t: {asset: dear, category: {fear: [confidentiality]}, attack: {all: [s]}}
  u: {asset: cheap, category: {fear: [confidentiality]}, attack: {all: [v]}}
steps: {s: {probability: unlikely}, v: {probability: likely}}
`
	points := analyze(t, fmt.Sprintf(text, ""))
	equal(t, "currency", points.Model.Currency, risk.Points)
	near(t, "points", row(t, points, "t/a").ExpectedLoss.Current, 300)
	near(t, "points", row(t, points, "u/a").ExpectedLoss.Current, 6.5)
	equal(t, "severity", row(t, points, "t/a").Severity, risk.High)
	equal(t, "severity", row(t, points, "u/a").Severity, risk.Low)
	if !row(t, points, "t/a").LossFromScale {
		t.Error("a loss from the scale is not marked")
	}

	money := analyze(t, "currency: USD\n"+fmt.Sprintf(text, ", loss: 5M"))
	equal(t, "currency", money.Model.Currency, "USD")
	near(t, "money", row(t, money, "t/a").ExpectedLoss.Current, 300e3)
	near(t, "money", row(t, money, "u/a").ExpectedLoss.Current, 3.25e6)
	equal(t, "severity", row(t, money, "t/a").Severity, risk.High)
	equal(t, "severity", row(t, money, "u/a").Severity, risk.Critical)
	equal(t, "rank", ids(money), []string{"t/a", "u/a"})
	equal(t, "first", money.Risks[0].ID, "u/a")
}

func TestSeverityIsABandOfExpectedLossAndFollowsTheScale(t *testing.T) {
	text := `
scale: {unit: 1k%s}
assets: {data: {loss: 1M}}
attackers: {a: {kind: outsider}}
threats: {t: {asset: data, attack: {all: [s]}}}
steps: {s: {probability: %g}}
`
	for _, c := range []struct {
		bands       string
		probability float64
		want        string
	}{
		{"", 0.009, risk.Low},
		{"", 0.01, risk.Medium},
		{"", 0.0999, risk.Medium},
		{"", 0.1, risk.High},
		{"", 0.999, risk.High},
		{"", 1, risk.Critical},
		{", bands: {medium: 5, high: 20, critical: 50}", 0.06, risk.Critical},
	} {
		r := analyze(t, fmt.Sprintf(text, c.bands, c.probability))
		equal(t, fmt.Sprint(c.bands, c.probability), row(t, r, "t/a").Severity, c.want)
	}
}

func TestImpossibleRowsAreLeftOut(t *testing.T) {
	r := analyze(t, `
boundaries: {office: {kind: site}}
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider}, b: {kind: insider, at: [office]}}
threats: {t: {asset: data, attack: {all: [s]}}}
steps: {s: {probability: 0.1, from: [office]}}
`)
	equal(t, "risks", ids(r), []string{"t/b"})
}
