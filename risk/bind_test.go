package risk_test

import (
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/risk"
)

// Each line that is wrong says what is wrong with it, in both directions: every
// want is met, and every problem was wanted.
const misnamed = `
rules:
  USR-03: off                                       # want setting names "USR-03", which is not a rule; did you mean "USR-01"? [reference]
  OLD-02: {leest: 3}                                # want USR-02 has no parameter "leest"; did you mean "least"? [reference]
  TEN-05: {colour: red}                             # want TEN-05 has no parameter "colour" [reference]
  USR-02: {least: many, words: [x, [y]], strict: perhaps, mode: [z]}  # want parameter "least" of USR-02 must be a number, perhaps with a unit such as 30d, 1/s, 16KiB or 95%, not "many" [value] # want parameter "words" of USR-02 must be a list, each item a word [value] # want parameter "strict" of USR-02 must be true or false, not "perhaps" [value] # want parameter "mode" of USR-02 must be a word [value]
boundaries: {house: {kind: site}}
components: {one: {kind: client, inside: house}, two: {kind: service}}
flows: {uplink: {from: one, to: two}}
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider}}
threats: {t: {asset: data, attack: {any: [s1, s2, s3, s4, s5, s6]}}}
steps:
  s1: {probability: 0.1, when: USR-0l}              # want step "s1" names "USR-0l", which is not a rule; did you mean "USR-01"? [reference]
  s2: {probability: 0.1, when: USR-01@uplnk}        # want step "s2" names USR-01 at "uplnk", which is not in the model; did you mean "uplink"? [reference]
  s3: {probability: 0.1, when: [USR-01, USR-01@two]}  # want step "s3" names USR-01 at "two", which is a service; USR-01 is about flows [reference]
  s4: {probability: 0.1, when: USR-02@one}          # want step "s4" names USR-02 at "one", which is a client; USR-02 is about components of kind service [reference]
  s5: {probability: 0.1, when: [USR-01@uplink, OLD-02@two, TEN-05]}
  s6: {probability: 0.1, when: NONSENSE}            # want step "s6" names "NONSENSE", which is not a rule [reference]
mitigations:
  m: {responsible: customer, status: planned, closes: [USR-01@house]}  # want mitigation "m" names USR-01 at "house", which is a site; USR-01 is about flows [reference]
waivers:
  - {rule: USR-01, at: "up*", reason: A reason that is long enough, owner: me@example.com, created: 2026-01-01, expires: 2026-06-30}
  - {rule: WVR-001, at: uplink, reason: A reason that is long enough, owner: me@example.com, created: 2026-01-01, expires: 2026-06-30}  # want WVR-001 is about waivers and cannot be waived [reference]
`

func TestBindNamesWhatMeansNothing(t *testing.T) {
	var lines []string
	wants := map[int][]string{}
	for i, line := range strings.Split(misnamed, "\n") {
		text, want, _ := strings.Cut(line, "# want ")
		lines = append(lines, text)
		if want != "" {
			wants[i+3] = strings.Split(want, " # want ")
		}
	}
	m := parse(t, strings.Join(lines, "\n"))
	got := map[int][]string{}
	for _, p := range risk.Bind(m, ourRules(t, m)) {
		if p.Pos.Column < 3 || p.Pos.File != "model.yaml" {
			t.Errorf("position %v", p.Pos)
		}
		got[p.Pos.Line] = append(got[p.Pos.Line], p.Message+" ["+p.Kind+"]")
	}
	equal(t, "problems by line", got, wants)
}

func TestBindSortsByPosition(t *testing.T) {
	m := parse(t, misnamed)
	problems := risk.Bind(m, nil)
	if len(problems) < 5 {
		t.Fatalf("only %d problems", len(problems))
	}
	again := append(source.Problems(nil), problems...)
	again.Sort()
	equal(t, "order", problems, again)
}

func TestRuleNamesAreCollectedEverywhere(t *testing.T) {
	m := parse(t, `
rules: {KEY-04: off}
components: {one: {kind: client}, two: {kind: service}}
flows: {uplink: {from: one, to: two}}
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider}}
threats: {t: {asset: data, attack: {all: [s1, s2]}}}
steps:
  s1: {probability: 0.1, when: [TEN-05@uplink, TEN-01]}
  s2: {probability: 0.1, when: TEN-05}
mitigations: {m: {responsible: customer, status: planned, closes: [INS-01]}}
waivers: [{rule: OLD-02, at: two, reason: A reason that is long enough, owner: me@example.com, created: 2026-01-01, expires: 2026-06-30}]
`)
	equal(t, "names", risk.RuleNames(m), []string{"INS-01", "KEY-04", "OLD-02", "TEN-01", "TEN-05"})
}

// A waiver that names no element is wrong at that name, not at its rule.
func TestAWaiversElementIsWrongWhereItStands(t *testing.T) {
	m := parse(t, `
components: {api: {kind: edge}}
flows: {uplink: {from: api, to: api}}
waivers:
  - {rule: TEN-05, at: uplnk, reason: A reason that is long enough, owner: me@example.com, created: 2026-01-01, expires: 2026-06-30}
  - {rule: TEN-05, at: api, reason: A reason that is long enough, owner: me@example.com, created: 2026-01-01, expires: 2026-06-30}
`)
	p, err := policies.Load(t.Context(), policies.Options{Also: risk.RuleNames(m)})
	if err != nil {
		t.Fatal(err)
	}
	problems := risk.Bind(m, p)
	if len(problems) != 2 || problems[0].Pos.Column != 24 || !strings.Contains(problems[0].Message, `did you mean "uplink"?`) {
		t.Errorf("%v", problems)
	}
	if len(problems) == 2 && !strings.Contains(problems[1].Message, "which is an edge") {
		t.Errorf("%v", problems[1])
	}
}
