package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/risk"
)

// longest is how many columns of an author's title a sentence quotes.
const longest = 120

// lookup is a register with its ids resolved, for formats that people read.
type lookup struct {
	*risk.Register
	titles      titles
	mitigations map[string]risk.Mitigation
	ranks       map[string]int      // by risk id
	waiting     map[string][]string // by fact: the risks behind findings that miss it
}

func newLookup(r *risk.Register) *lookup {
	l := &lookup{Register: r, titles: titles{}, mitigations: map[string]risk.Mitigation{}, ranks: map[string]int{}, waiting: map[string][]string{}}
	for _, s := range r.Steps {
		l.titles[s.ID] = s.Title
	}
	for _, m := range r.Mitigations {
		l.mitigations[m.ID] = m
	}
	for _, row := range r.Risks {
		l.ranks[row.ID] = row.Rank
	}
	for _, f := range r.Findings {
		if f.Outcome == risk.OutcomeUnknown && len(f.Risks) > 0 {
			l.wait(f)
		}
	}
	return l
}

func (l *lookup) wait(f risk.Finding) {
	for _, missing := range f.Missing {
		fact := factOf(missing)
		for _, id := range f.Risks {
			if !slices.Contains(l.waiting[fact], id) {
				l.waiting[fact] = append(l.waiting[fact], id)
			}
		}
	}
}

// factOf is the fact that a finding misses, without the element that should state it.
func factOf(missing string) string {
	fact, _, _ := strings.Cut(missing, "@")
	return fact
}

// ranksOf lists the ranks of risks, best first, as "1, 3 and 2 more".
func (l *lookup) ranksOf(ids []string) string {
	var ranks []int
	for _, id := range ids {
		if rank, ok := l.ranks[id]; ok {
			ranks = append(ranks, rank)
		}
	}
	slices.Sort(ranks)
	words := []string{}
	for _, rank := range slices.Compact(ranks) {
		words = append(words, fmt.Sprint(rank))
	}
	return some(words, 4)
}

// currency is the word behind an amount.
func (l *lookup) currency() string {
	if l.Model.Currency == "" {
		return risk.Points
	}
	return short(l.Model.Currency)
}

// loss writes a yearly loss: "145k USD a year".
func (l *lookup) loss(x float64) string { return money(x) + " " + l.currency() + " a year" }

// cause says who or what a row is about.
func cause(r risk.Risk) string {
	if r.CauseTitle == "" {
		return r.Cause
	}
	return r.CauseTitle
}

// proviso says what a row's numbers suppose: that somebody tries where no
// attempts are stated, or an accident that opens the way.
func proviso(r risk.Risk) string {
	var words []string
	if r.IfTried {
		words = append(words, "if tried")
	}
	if r.OnlyAfter {
		words = append(words, "after an accident")
	}
	return strings.Join(words, ", ")
}

// by puts a cause behind a title: "… by Outside attacker", "… by accident".
func by(r risk.Risk) string {
	if r.Cause == risk.ByAccident {
		return "by accident"
	}
	return "by " + short(cause(r))
}

// short is a title cut to what a sentence can bear.
func short(title string) string { return clip(oneLine(title), longest) }

// titles are the titles of steps by id.
type titles map[string]string

func (t titles) of(id string) string {
	if title := t[id]; title != "" {
		return short(title)
	}
	return short(id)
}

// story tells an attack in words: its actions, in the order of the tree, then the
// luck it needs. Whether one must come before another the attack does not say.
func (t titles) story(a risk.Attack) string {
	var acts, luck []string
	for _, id := range a.Steps {
		if slices.Contains(a.Conditions, id) {
			luck = append(luck, "“"+t.of(id)+"”")
		} else {
			acts = append(acts, t.of(id))
		}
	}
	told := strings.Join(acts, " + ")
	if len(luck) == 0 {
		return told
	}
	return strings.TrimPrefix(told+"; if ", "; ") + enumerate(luck)
}

// tell is an attack in words with what it takes and how often it works.
func (t titles) tell(a risk.Attack, currency string) string {
	return fmt.Sprintf("%s. %s; works in %s of attempts.", t.story(a), demands(a, currency), risk.Percent(a.Probability))
}

// demands is what an attack asks of an attacker, as a sentence without its end:
// "Costs 500 USD, takes 2 days, needs an expert".
func demands(a risk.Attack, currency string) string {
	s := "Costs nothing"
	if a.Cost > 0 {
		s = strings.TrimSpace("Costs " + money(a.Cost) + " " + short(currency))
	}
	if a.Time > 0 {
		s += ", takes " + days(a.Time)
	}
	switch a.Skill {
	case "":
		return s
	case "novice":
		return s + ", a novice can do it"
	case "expert":
		return s + ", needs an expert"
	}
	return s + ", needs a " + short(a.Skill)
}

// sameWay reports whether two attacks take the same steps.
func sameWay(a, b *risk.Attack) bool { return a != nil && b != nil && slices.Equal(a.Steps, b.Steps) }
