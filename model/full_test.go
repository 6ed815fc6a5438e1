package model_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

func full(t *testing.T) *model.Model {
	t.Helper()
	m, err := model.Load("testdata/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// ids are names of references without their places.
func ids(refs []model.Ref) []string {
	var list []string
	for _, r := range refs {
		list = append(list, r.ID)
	}
	return list
}

func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-12*math.Max(math.Abs(a), math.Abs(b))
}

// TestValuesMeanWhatTheySay checks each way of writing a value against its meaning.
func TestValuesMeanWhatTheySay(t *testing.T) {
	m := full(t)
	gate, lamp, guess := m.Component("gate"), m.Component("lamp"), m.Step("guess")
	for what, values := range map[string][2]float64{
		"2y is 730 days":                    {float64(m.Horizon), 730},
		"24h is a day":                      {float64(*gate.OfflineLimit), 1},
		"36h is a day and a half":           {float64(*guess.Time), 1.5},
		"90s":                               {float64(*m.Flow("up").PollEvery), 90.0 / 86400},
		"10y":                               {float64(*lamp.Class.Credential.Lifetime), 3650},
		"0 is no time":                      {float64(*lamp.OfflineLimit), 0},
		"unlimited is without end":          {float64(*m.Component("machine").OfflineLimit), math.Inf(1)},
		"1/s is so many a year":             {float64(*lamp.Class.Limits.Rate), 365 * 86400},
		"5k/s":                              {float64(*gate.Capacity), 5000 * 365 * 86400},
		"5/min":                             {float64(*m.Flow("up").Rate), 5 * 365 * 1440},
		"16KiB":                             {float64(*gate.Memory), 16384},
		"50k":                               {*lamp.Class.Count, 50000},
		"1.5k":                              {guess.Cost.Mean(), 1500},
		"30% is 0.3":                        {guess.Probability.Mean(), 0.3},
		"a PERT's mean":                     {m.Step("look").Probability.Mean(), (0.1 + 4*0.2 + 0.6) / 6},
		"a rate is a chance per horizon":    {m.Step("wait").Probability.Mean(), 1 - math.Exp(-0.2)},
		"the ends of a range are, too":      {m.Step("rare").Probability.High, 1 - math.Exp(-0.2)},
		"a word is the middle of its band":  {m.Step("read").Probability.Mean(), 0.975},
		"unlikely":                          {m.Attacker("insider").Attempts.Chance, 0.30},
		"unlikely as attempts per horizon":  {m.Attacker("insider").Attempts.Expected(m.Horizon), -math.Log(0.7)},
		"2/y over two years":                {m.Attacker("thief").Attempts.Expected(m.Horizon), 4},
		"a word of loss counts units":       {m.Asset("service").Loss.Mean(), 1000 * 2000},
		"the unit of the scale":             {m.Scale.Unit, 2000},
		"a share":                           {m.Mitigation("lock").Stops[0].Share, 0.9},
		"what a raise adds":                 {float64(*m.Mitigation("guard").Raises[0].Time), 10},
		"an attempt at one threat":          {m.Threat("stolen").Attempts[0].Attempts.PerYear, 6},
		"a lognormal has its ends at 5, 95": {m.Asset("readings").Loss.High, 1e6},
	} {
		if !near(values[0], values[1]) {
			t.Errorf("%s: got %v, want %v", what, values[0], values[1])
		}
	}
}

// TestPropertiesKeepWhetherTheyAreStated: none is not unknown.
func TestPropertiesKeepWhetherTheyAreStated(t *testing.T) {
	m := full(t)
	gate, machine, lamp := m.Component("gate"), m.Component("machine"), m.Component("lamp")
	for what, ok := range map[string]bool{
		"no is stated":                            gate.AppendOnly != nil && !*gate.AppendOnly,
		"true is yes":                             gate.SecureBoot != nil && *gate.SecureBoot,
		"what is absent is unknown":               machine.SecureBoot == nil && machine.Replicas == nil && machine.Records == nil && machine.Encryption == nil,
		"an empty list is stated":                 lamp.Class.MaySubscribe != nil && len(lamp.Class.MaySubscribe) == 0,
		"a list that is absent is not":            machine.Reveals == nil && m.Boundary("theirs").Rivals == nil,
		"all stands for all":                      cmp.Equal(gate.Checks, []string{"all"}),
		"a device class is a device":              lamp.Kind == "device" && lamp.Class != nil && gate.Class == nil,
		"devices come after plain components":     m.Components[len(m.Components)-1] == lamp,
		"an id serves as title":                   machine.Title == "machine",
		"a text keeps what looks like a number":   gate.Updates.Minimum == "1.10",
		"one reference needs no brackets":         cmp.Equal(ids(m.Asset("readings").At), []string{"gate"}) && cmp.Equal(ids(m.Step("guess").From), []string{"internet"}),
		"one rule, one technique needs none":      m.Step("guess").When[0].String() == "TEN-05@up" && m.Step("guess").Technique[0] == "T1110",
		"a rule anywhere":                         m.Step("look").When[1].String() == "KEY-04",
		"mqtts is mqtt with tls":                  m.Flow("up").Protocol == "mqtt" && m.Flow("up").TLS == "encrypted",
		"ssh is encrypted":                        m.Flow("repair").TLS == "encrypted",
		"a stated tls stays":                      m.Flow("old").Protocol == "http" && m.Flow("old").TLS == "1.2",
		"http says nothing of tls":                m.Flow("plain").TLS == "",
		"a step is an action":                     m.Step("read").Kind == model.Action && m.Step("wait").Kind == model.Accident,
		"a rule is off, another on":               m.Rules.Settings[1].Off && !m.Rules.Settings[2].Off && m.Rules.Pack == "full",
		"parameters stay as written":              m.Rules.Settings[0].Params[0].Value.Text == "365d",
		"a pattern is off, another on":            m.Patterns[0].Off && !m.Patterns[1].Off,
		"a group has members":                     cmp.Equal(ids(m.Attacker("pair").Members), []string{"thief", "insider"}),
		"a skill":                                 m.Attacker("thief").Skill == model.Practitioner && m.Attacker("insider").Skill == model.SkillUnstated,
		"an unstated sensitivity is 0":            *m.Asset("readings").Sensitivity == model.Sensitivity{Confidentiality: 4},
		"a waiver's pattern":                      m.Waivers[0].At.ID == "disk-*",
		"every id is found":                       m.Step("pass@gate") != nil && m.Role("operator") != nil && m.Key("disk-key") != nil,
		"a draft has no tree":                     m.Threat("draft").Attack == nil,
		"a tree may be one step":                  m.Threat("simple").Attack.Step.ID == "read",
		"boundaries know who operates":            m.Operator(gate) == "us" && m.Region(gate) == "eu",
		"what other bands mean":                   m.Scale.Bands == model.Bands{Medium: 5, High: 50, Critical: 500},
		"the horizon of a model that states none": defaults(t).Horizon == 365 && defaults(t).Scale.Unit == 1000 && defaults(t).Rules.Pack == "core",
	} {
		if !ok {
			t.Errorf("not so: %s", what)
		}
	}
}

func defaults(t *testing.T) *model.Model {
	t.Helper()
	m, problems := decode(t, "stormtree: 1\n")
	if problems != nil {
		t.Fatal(problems)
	}
	return m
}

func TestTreesKeepTheirShape(t *testing.T) {
	step := func(id string) *model.Node { return &model.Node{Step: model.Ref{ID: id}} }
	want := &model.Node{Gate: model.GateAny, Children: []*model.Node{
		step("guess"),
		{Gate: model.GateSequence, Title: "In order", Children: []*model.Node{step("guess"), {Gate: model.GateAll, Children: []*model.Node{step("look"), step("wait")}}}},
		{Gate: model.GateAtLeast, AtLeast: 2, Title: "Two of three", Children: []*model.Node{step("guess"), step("look"), step("read")}},
	}}
	noPlaces := cmp.FilterValues(func(a, b source.Pos) bool { return true }, cmp.Ignore())
	if diff := cmp.Diff(want, full(t).Threat("stolen").Attack, noPlaces); diff != "" {
		t.Error(diff)
	}
	if part := full(t).Step("most").Part; part == nil || part.AtLeast != 2 || len(part.Children) != 3 {
		t.Errorf("the named part is %v", part)
	}
}

// TestOrderDoesNotMatter: what depends on the horizon and the scale may stand before them.
func TestOrderDoesNotMatter(t *testing.T) {
	m, problems := decode(t, `
steps: {s: {probability: 0.1/y, kind: accident}}
assets: {a: {loss: minor}}
scale: {unit: 5}
horizon: 2y
stormtree: 1
`)
	if problems != nil {
		t.Fatal(problems)
	}
	if p, loss := m.Step("s").Probability.Mean(), m.Asset("a").Loss.Mean(); !near(p, 1-math.Exp(-0.2)) || loss != 50 {
		t.Errorf("got a chance of %v and a loss of %v", p, loss)
	}
}

// TestWordsHaveGaplessBands: each chance has one word, whose number lies in its band.
func TestWordsHaveGaplessBands(t *testing.T) {
	words := []string{"remote-chance", "highly-unlikely", "unlikely", "realistic-possibility", "likely", "highly-likely", "almost-certain"}
	end := 0.0
	for _, word := range words {
		m, problems := decode(t, "stormtree: 1\nsteps: {s: {probability: "+word+"}}\n")
		if problems != nil {
			t.Fatal(problems)
		}
		q := m.Step("s").Probability
		if q.Low != end || q.Likely <= q.Low || q.Likely >= q.High || q.Word != word {
			t.Errorf("%s is %v", word, *q)
		}
		end = q.High
	}
	if end != 1 {
		t.Errorf("the last band ends at %v", end)
	}
}

func TestEntitiesAreFoundById(t *testing.T) {
	m := full(t)
	for id, want := range map[string]string{
		"us": "party", "ours": "boundary", "gate": "component", "lamp": "component", "up": "flow", "disk-key": "key", "operator": "role",
		"readings": "asset", "thief": "attacker", "stolen": "threat", "guess": "step", "lock": "mitigation", "internet": "", "nobody": "",
	} {
		if e, kind, ok := m.Entity(id); kind != want || ok != (want != "") || ok && e.ID != id {
			t.Errorf("%s is a %q", id, kind)
		}
	}
	if m.Party("us") == nil || m.Party("gate") != nil || m.Party("nobody") != nil {
		t.Error("parties are not found, or what is none")
	}
}

func TestSkillsHaveWords(t *testing.T) {
	for skill, want := range map[model.Skill]string{model.SkillUnstated: "", model.Novice: "novice", model.Practitioner: "practitioner", model.Expert: "expert", 9: "skill 9"} {
		if got := skill.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
