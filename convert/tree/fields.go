package tree

import (
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model/source"
)

// constant reads an entry of "constants".
func (r *reader) constant(n Name, at Place) {
	if r.kind != 't' && r.kind != 'f' {
		r.mistyped("constant "+r.quote(n), 't')
		return
	}
	r.Constant(n, at, r.kind == 't')
	r.advance()
}

// leaf reads an entry of "leaves": a probability, or an object.
func (r *reader) leaf(n Name, at Place) {
	r.fields = LeafFields{}
	switch r.kind {
	case number:
		r.number(&r.fields.Probability, Probability)
	case '{':
		r.seen = 0
		r.object(r.leafField)
	default:
		r.mistyped("leaf "+r.quote(n), '{')
	}
	r.Leaf(n, at, &r.fields)
}

func (r *reader) leafField(key []byte, at Place) {
	f := &r.fields
	switch r.key(key, at, &r.seen, "a leaf", leafKeys()...) {
	case 0:
		r.number(&f.Probability, Probability)
	case 1:
		r.number(&f.Cost, Cost)
	case 2:
		r.number(&f.Time, Time)
	case 3:
		r.skill()
	case 4:
		r.number(&f.Damage, Damage)
	case 5:
		r.number(&f.Detection, Detection)
	case 6:
		if r.is("title", text) {
			f.Title = string(r.text)
			r.advance()
		}
	case 7:
		r.leafKind()
	case 8:
		r.uncertain()
	default:
		r.skip()
	}
}

func leafKeys() []string {
	return []string{"probability", "cost", "time", "skill", "damage", "detection", "title", "kind", "uncertain"}
}

// number reads a number of the leaf; the bit says which.
func (r *reader) number(x *float64, which Given) {
	value, ok := r.float("a number of a leaf")
	if ok {
		*x, r.fields.Given = value, r.fields.Given|which
	}
}

func (r *reader) skill() {
	if n, ok := r.whole("skill"); ok {
		r.fields.Skill, r.fields.Given = n, r.fields.Given|Skill
	}
}

// kindWords is how tree JSON writes the kinds of leaf, in their order.
func kindWords() []string { return []string{"action", "condition", "accident", "defence"} }

func (r *reader) leafKind() {
	if !r.is("kind", text) {
		return
	}
	i := slices.Index(kindWords(), string(r.text))
	if i < 0 {
		r.Report(r.place(), source.Value, "%s is no kind of leaf%s", source.Quote(string(r.text)), meant(r.text, kindWords()))
	} else {
		r.fields.Kind = attacktree.Kind(i)
	}
	r.advance()
}

// uncertain reads {"lognormal": {"mean": …, "error_factor": …}}.
func (r *reader) uncertain() {
	at := r.place()
	if !r.is("uncertain", '{') {
		return
	}
	count := 0
	r.object(func(key []byte, at Place) {
		count++
		r.law(key, at)
	})
	if count != 1 && !r.failed {
		r.Report(at, source.Value, "uncertain should have one distribution, not %d", count)
	}
}

func (r *reader) law(key []byte, at Place) {
	i := slices.IndexFunc(laws(), func(l law) bool { return l.word == string(key) })
	if i < 0 {
		r.Report(at, source.UnknownKey, "%s is no distribution%s", source.Quote(string(key)), meant(key, lawWords()))
		r.skip()
		return
	}
	if r.is(laws()[i].word, '{') {
		r.fields.Uncertain = r.distribution(Law(i), at)
	}
}

func lawWords() []string {
	var words []string
	for _, l := range laws() {
		words = append(words, l.word)
	}
	return words
}

// distribution reads the parameters of a law; nil if one is missing.
func (r *reader) distribution(l Law, at Place) *Distribution {
	parameters := laws()[l].parameters
	d, read := &Distribution{Kind: l}, 0
	var seen uint64
	r.object(func(key []byte, at Place) {
		i := r.key(key, at, &seen, "the "+l.String()+" distribution", parameters...)
		if i < 0 {
			r.skip()
			return
		}
		if x, ok := r.float(parameters[i]); ok {
			d.Parameters[i] = x
			read++
		}
	})
	if read == len(parameters) || r.failed {
		return d
	}
	for i, word := range parameters {
		if seen>>i&1 == 0 {
			r.Report(at, source.Value, "the %s distribution needs %s", l, source.Quote(word))
		}
	}
	return nil
}
