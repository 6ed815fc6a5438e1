package model

import (
	"math"

	"github.com/stormtree-dev/stormtree/model/source"
)

// word is a word of a scale: the number that it stands for, and its band.
type word struct {
	name           string
	low, mid, high float64
}

// likelihoods are the words of the yardstick of the UK's Professional Head of
// Intelligence Assessment (PHIA). Its bands have gaps between them; a word stands
// for the middle of its band there, whereas the bands here meet in the middle of
// each gap, so that every chance has exactly one word.
var likelihoods = []word{
	{"remote-chance", 0, 0.025, 0.075},            // PHIA: 0 to 5 %
	{"highly-unlikely", 0.075, 0.15, 0.225},       // 10 to 20 %
	{"unlikely", 0.225, 0.30, 0.375},              // 25 to 35 %
	{"realistic-possibility", 0.375, 0.45, 0.525}, // 40 to 50 %
	{"likely", 0.525, 0.65, 0.775},                // 55 to 75 %
	{"highly-likely", 0.775, 0.85, 0.925},         // 80 to 90 %
	{"almost-certain", 0.925, 0.975, 1},           // 95 to 100 %
}

// losses are words for a loss, in units of the scale: the same five steps of ten
// that the sensitivities 1 to 5 stand for. Bands meet at the geometric middle.
var losses = []word{
	{"negligible", 0, 1, 3},
	{"minor", 3, 10, 30},
	{"moderate", 30, 100, 300},
	{"major", 300, 1_000, 3_000},
	{"severe", 3_000, 10_000, 30_000},
}

func names(scale []word) []string {
	list := make([]string, len(scale))
	for i, w := range scale {
		list[i] = w.name
	}
	return list
}

// quantity is a kind of uncertain number: one number, a range, or a word.
type quantity struct {
	number measure
	scale  []word
	units  bool    // words count units of the model's scale
	sample string  // a range of such numbers
	most   float64 // of the mean
}

// ends are the numbers of a range.
type ends struct{ low, likely, high *float64 }

func (q quantity) value() value[*Quantity] {
	return value[*Quantity]{form: q.schema(), read: q.read}
}

func (q quantity) read(d *decoder, n *source.Node) (*Quantity, bool) {
	switch {
	case n.Kind == source.Mapping:
		return q.spread(d, n)
	case n.Kind == source.Scalar:
		if w := q.word(n.Text); w != nil {
			return q.fromWord(d, n, w), true
		}
	}
	return q.point(d, n)
}

func (q quantity) ends() record[ends] {
	number := of[float64](q.number)
	return record[ends]{name: "range", fields: []field[ends]{
		is("low", number, func(e *ends) **float64 { return &e.low }, "The lower end: of three numbers the lowest possible, of two the one that 5 % lie below.").must(),
		is("likely", number, func(e *ends) **float64 { return &e.likely }, "The likeliest number, if you know one."),
		is("high", number, func(e *ends) **float64 { return &e.high }, "The upper end: of three numbers the highest possible, of two the one that 5 % lie above.").must(),
	}}
}

func (q quantity) word(text string) *word {
	for i := range q.scale {
		if q.scale[i].name == text {
			return &q.scale[i]
		}
	}
	return nil
}

// fromWord scales the words of loss to the model's currency.
func (q quantity) fromWord(d *decoder, n *source.Node, w *word) *Quantity {
	unit := 1.0
	if q.units {
		unit = d.model.Scale.Unit
	}
	return &Quantity{Low: w.low * unit, Likely: w.mid * unit, High: w.high * unit, Word: w.name, Pos: n.Pos}
}

func (q quantity) point(d *decoder, n *source.Node) (*Quantity, bool) {
	if n.Kind == source.Scalar && len(q.scale) > 0 && letters(n.Text) {
		d.fail(n.Pos, source.Value, "%s is %s; it must be %s or one of %s%s", source.Quote(d.key), source.Quote(n.Text),
			q.number.what+" such as "+q.number.example, either(names(q.scale)), d.guess(n.Text, names(q.scale)))
		return nil, false
	}
	if n.Kind == source.Sequence {
		d.fail(n.Pos, source.Value, "%s must be %s, not a list; a range is %s", source.Quote(d.key), q.number.what, q.sample)
		return nil, false
	}
	x, ok := q.number.read(d, n)
	return &Quantity{Low: x, Likely: x, High: x, Pos: n.Pos}, ok
}

// letters tells a word, perhaps misspelt, from a number, perhaps malformed.
func letters(text string) bool {
	return text != "" && (text[0] >= 'a' && text[0] <= 'z' || text[0] >= 'A' && text[0] <= 'Z')
}

func (q quantity) spread(d *decoder, n *source.Node) (*Quantity, bool) {
	before := len(d.problems)
	var e ends
	q.ends().read(d, n, &e)
	if e.low == nil || e.high == nil || len(d.problems) > before {
		return nil, false
	}
	got := &Quantity{Shape: Lognormal, Low: *e.low, High: *e.high, Likely: math.Sqrt(*e.low * *e.high), Pos: n.Pos}
	if e.likely != nil {
		got.Shape, got.Likely = PERT, *e.likely
	}
	return got, q.sound(d, got)
}

// sound checks what only the numbers of a range together can violate.
func (q quantity) sound(d *decoder, got *Quantity) bool {
	switch {
	case got.Low > got.High:
		d.fail(got.Pos, source.Value, "the low end of %s lies above its high end", source.Quote(d.key))
	case got.Shape == PERT && (got.Likely < got.Low || got.Likely > got.High):
		d.fail(got.Pos, source.Value, "the likeliest %s lies outside its range", source.Quote(d.key))
	case got.Shape == Lognormal && got.Low <= 0:
		d.fail(got.Pos, source.Value, "a range of two numbers must begin above 0; state the likeliest %s too", source.Quote(d.key))
	case got.Mean() > q.most:
		d.fail(got.Pos, source.Value, "the range of %s is so wide that its mean is more than %s; state the likeliest number too", source.Quote(d.key), plain(q.most))
	default:
		return true
	}
	return false
}

// The kinds of uncertain numbers.
var (
	money       = quantity{number: amount, sample: "{low: 10k, high: 80k}", most: maxNumber}
	loss        = quantity{number: amount, scale: losses, units: true, sample: "{low: 10k, high: 80k}", most: maxNumber}
	probability = quantity{number: chance, scale: likelihoods, sample: "{low: 0.1, high: 0.5}", most: 1}
)

// within is a probability that may also be a rate: the chance of at least one
// event within the horizon.
func (q quantity) within(h Duration) quantity {
	q.number.horizon = h
	q.number.example = "0.3, 30% or 0.1/y"
	return q
}

// attempts reads a rate, or the word for the chance of at least one attempt.
var attempts = value[*Attempts]{
	form: &form{AnyOf: []*form{rate.schema(), enum(names(likelihoods))}},
	read: func(d *decoder, n *source.Node) (*Attempts, bool) {
		if w := probability.word(n.Text); w != nil && n.Kind == source.Scalar {
			return &Attempts{Word: w.name, Chance: w.mid, Pos: n.Pos}, true
		}
		if n.Kind == source.Scalar && letters(n.Text) {
			d.fail(n.Pos, source.Value, "%s is %s; it must be a rate such as 0.1/y or one of %s%s", source.Quote(d.key), source.Quote(n.Text),
				either(names(likelihoods)), d.guess(n.Text, names(likelihoods)))
			return nil, false
		}
		x, ok := rate.read(d, n)
		return &Attempts{PerYear: x, Pos: n.Pos}, ok
	},
}
