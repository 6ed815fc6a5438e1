package attacktree

import "math"

// prospect is what a part of a tree means to somebody who wants it to hold (yes)
// and to somebody who does not (no): the least cost of it, or the chance.
type prospect struct{ yes, no float64 }

func (x prospect) signed(negated bool) prospect {
	if negated {
		return prospect{x.no, x.yes}
	}
	return x
}

// game is what attackers do and how a defender judges it. While some defences are
// still open, prospects are the best that the defender can hope for, for each of
// both sides by itself.
type game interface {
	// always is the prospect of what holds anyway.
	always() prospect
	// of is the prospect of a leaf that is no defence.
	of(l *Leaf, k Kind) prospect
	// decide is the prospect of "if x then hi, else lo", all of them independent.
	decide(x, lo, hi prospect) prospect
	// raise is decide where hi holds wherever lo does.
	raise(x, lo, hi prospect) prospect
	// prefers reports whether the defender likes a value better than another.
	prefers(a, b float64) bool
	// mixes reports whether values are linear in those of each part.
	mixes() bool
}

// prices is the game against an attacker who does what he needs to, as cheaply as
// he can. What costs more than most is impossible and costs just that.
type prices struct{ most float64 }

func (g prices) always() prospect { return prospect{0, g.most} }

func (g prices) of(l *Leaf, k Kind) prospect {
	if k == Action {
		return prospect{g.add(l.Cost, 0), 0}
	}
	return prospect{}
}

func (g prices) add(a, b float64) float64 { return min(g.most, a+b) }

func (g prices) decide(x, lo, hi prospect) prospect {
	return prospect{
		yes: min(g.add(x.no, lo.yes), g.add(x.yes, hi.yes)),
		no:  min(g.add(x.no, lo.no), g.add(x.yes, hi.no)),
	}
}

func (g prices) raise(x, lo, hi prospect) prospect {
	return prospect{
		yes: min(lo.yes, g.add(x.yes, hi.yes)),
		no:  min(hi.no, g.add(x.no, lo.no)),
	}
}

func (g prices) prefers(a, b float64) bool { return a > b }

func (g prices) mixes() bool { return false }

// odds is the game against chance: every leaf happens with its probability.
type odds struct{}

func (odds) always() prospect { return prospect{1, 0} }

func (odds) of(l *Leaf, _ Kind) prospect { return prospect{l.Probability, 1 - l.Probability} }

// decide gives what is open in the chance of x to the side that is worse off.
func (odds) decide(x, lo, hi prospect) prospect {
	open := 1 - x.yes - x.no
	if open < 1e-15 {
		open = 0
	}
	return prospect{
		yes: x.yes*hi.yes + x.no*lo.yes + open*min(hi.yes, lo.yes),
		no:  x.yes*hi.no + x.no*lo.no + open*min(hi.no, lo.no),
	}
}

func (g odds) raise(x, lo, hi prospect) prospect { return g.decide(x, lo, hi) }

func (odds) prefers(a, b float64) bool { return a < b }

func (odds) mixes() bool { return true }

// best is what the defender likes best, for each side.
func best(g game, a, b prospect) prospect {
	if g.prefers(b.yes, a.yes) {
		a.yes = b.yes
	}
	if g.prefers(b.no, a.no) {
		a.no = b.no
	}
	return a
}

// conjoined is the prospect of both of two independent parts.
func conjoined(g game, x, y prospect) prospect {
	return g.raise(x, g.always().signed(true), y)
}

// differing is the prospect of one of two independent parts and not the other.
func differing(g game, x, y prospect) prospect { return g.decide(x, y, y.signed(true)) }

// joined joins the prospects of independent parts one by one.
func joined(g game, join func(g game, x, y prospect) prospect, all prospect, parts []prospect) prospect {
	for _, x := range parts {
		all = join(g, x, all)
	}
	return all
}

// reaching is the prospect of k of some independent parts.
func reaching(g game, k int, parts []prospect) prospect {
	reached := make([]prospect, k+1) // by how many are needed
	for j := range reached {
		reached[j] = g.always().signed(j > 0)
	}
	for _, x := range parts {
		for j := k; j > 0; j-- {
			reached[j] = g.raise(x, reached[j], reached[j-1])
		}
	}
	return reached[k]
}

// less is a prospect for which the defender pays.
func (x prospect) less(price float64) prospect {
	return prospect{x.yes - price, x.no - price}
}

// exceeds reports whether one value is greater than another, by more than rounding.
func exceeds(a, b float64) bool {
	return a > b && (math.IsInf(a, 1) || a-b > closeness*max(math.Abs(a), math.Abs(b)))
}
