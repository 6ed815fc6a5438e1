package model

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/stormtree-dev/stormtree/model/source"
)

// oneOf is one word out of a few.
func oneOf(words ...string) value[string] {
	return value[string]{form: enum(words), read: func(d *decoder, n *source.Node) (string, bool) {
		text, ok := d.scalar(n, "one of "+either(words))
		if !ok {
			return "", false
		}
		if !slices.Contains(words, text) {
			d.badWord(n, words)
			return "", false
		}
		return text, true
	}}
}

// badWord says that a word is none of those allowed.
func (d *decoder) badWord(n *source.Node, words []string) {
	d.fail(n.Pos, source.Value, "%s is %s; it must be one of %s%s", source.Quote(d.key), source.Quote(n.Text), either(words), d.guess(n.Text, words))
}

// someOf is a list of words out of a few.
func someOf(words ...string) value[[]string] { return list(oneOf(words...)) }

// allOr is a list of words out of a few, or the one word "all".
func allOr(words ...string) value[[]string] {
	some := someOf(append([]string{"all"}, words...)...)
	return value[[]string]{form: &form{AnyOf: []*form{enum([]string{"all"}), some.form}}, read: func(d *decoder, n *source.Node) ([]string, bool) {
		if n.Kind == source.Scalar && n.Text == "all" {
			return []string{"all"}, true
		}
		if n.Kind == source.Mapping {
			d.fail(n.Pos, source.Value, "%s must be all or a list such as [%s], not a mapping", source.Quote(d.key), words[0])
			return nil, false
		}
		got, ok := some.read(d, n)
		if len(got) > 1 && slices.Contains(got, "all") {
			d.fail(n.Pos, source.Value, `%s names "all" and others; "all" is enough`, source.Quote(d.key))
		}
		return got, ok
	}}
}

// switched reads on or off; it is true for on.
var switched = value[bool]{
	form: &form{Enum: []any{"on", "off", true, false}},
	read: func(d *decoder, n *source.Node) (bool, bool) {
		switch text, ok := d.scalar(n, "on or off"); {
		case !ok:
			return false, false
		case text == "on" || text == "true" || text == "yes":
			return true, true
		case text == "off" || text == "false" || text == "no":
			return false, true
		}
		d.badWord(n, []string{"on", "off"})
		return false, false
	},
}

// yesNo reads yes, no, true or false.
var yesNo = value[*bool]{
	form: &form{Enum: []any{true, false, "yes", "no"}},
	read: func(d *decoder, n *source.Node) (*bool, bool) {
		text, ok := d.scalar(n, "yes or no")
		yes := text == "yes" || text == "true"
		if ok && !yes && text != "no" && text != "false" {
			d.badWord(n, []string{"yes", "no"})
			return nil, false
		}
		return &yes, ok
	},
}

const (
	maxLine  = 300    // characters of a text of one line
	maxProse = 20_000 // characters of a text of many
)

// line reads a text of one line; white space within it counts as one space.
var line = value[string]{
	form: &form{Type: anyScalar},
	read: func(d *decoder, n *source.Node) (string, bool) {
		return d.text(n, maxLine, strings.Join(strings.Fields(n.Text), " "))
	},
}

// prose reads a text that may run over several lines.
var prose = value[string]{
	form: &form{Type: anyScalar},
	read: func(d *decoder, n *source.Node) (string, bool) {
		return d.text(n, maxProse, strings.TrimSpace(n.Text))
	},
}

// text checks a text that its reader has trimmed.
func (d *decoder) text(n *source.Node, most int, text string) (string, bool) {
	if _, ok := d.scalar(n, "a text"); !ok {
		return "", false
	}
	switch length := len([]rune(text)); {
	case text == "":
		d.fail(n.Pos, source.Value, "%s is empty; write a text or remove the key", source.Quote(d.key))
		return "", false
	case length > most:
		d.fail(n.Pos, source.Limit, "%s has %d characters, more than %d", source.Quote(d.key), length, most)
		return "", false
	}
	if at := strings.IndexFunc(text, unprintable); at >= 0 {
		d.fail(n.Pos, source.Value, "%s holds the invisible character %U; remove it", source.Quote(d.key), []rune(text[at:])[0])
		return "", false
	}
	return text, true
}

// unprintable tells characters that terminals obey or that reorder what is read.
func unprintable(r rune) bool {
	return r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0x2028 || r == 0x2029
}

// reason reads why a waiver was granted.
var reason = value[string]{
	form: &form{Type: "string", MinLength: minReason},
	read: func(d *decoder, n *source.Node) (string, bool) {
		text, ok := prose.read(d, n)
		if length := len([]rune(text)); ok && length < minReason {
			d.fail(n.Pos, source.Value, "%s has %d characters; a reason that others can judge has at least %d", source.Quote(d.key), length, minReason)
			return "", false
		}
		return text, ok
	},
}

// minReason is the length of the shortest reason of a waiver, in characters.
const minReason = 20

// sentence reads a free text with its place.
var sentence = value[Text]{
	form: prose.form,
	read: func(d *decoder, n *source.Node) (Text, bool) {
		text, ok := prose.read(d, n)
		return Text{text, n.Pos}, ok
	},
}

// version reads the number of the language.
var version = value[string]{
	form: &form{Enum: []any{1, "1"}},
	read: func(d *decoder, n *source.Node) (string, bool) {
		text, ok := d.scalar(n, "1")
		if ok && text != "1" {
			d.fail(n.Pos, source.Value, "this program reads version 1 of the language, not %s", source.Quote(text))
		}
		return text, ok
	},
}

// skills are the words for what an attacker can do, weakest first.
var skills = []string{"novice", "practitioner", "expert"}

// String returns the word of the language, "" for SkillUnstated.
func (s Skill) String() string {
	switch s {
	case SkillUnstated:
		return ""
	case Novice, Practitioner, Expert:
		return skills[s-1]
	}
	return "skill " + strconv.Itoa(int(s))
}

var skill = value[Skill]{
	form: enum(skills),
	read: func(d *decoder, n *source.Node) (Skill, bool) {
		text, ok := oneOf(skills...).read(d, n)
		return Skill(slices.Index(skills, text) + 1), ok
	},
}
