package model

import (
	"path"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

const (
	maxID     = 200 // characters
	idPattern = "[A-Za-z0-9_][A-Za-z0-9_-]*"
)

// isID tells whether a text is letters, digits, - and _, and not an option of a command line.
func isID(text string) bool {
	if text == "" || len(text) > maxID || text[0] == '-' {
		return false
	}
	for i := range len(text) {
		c := text[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// isGlob tells whether a text is an id with *, ?, [ and ] in it.
func isGlob(text string) bool {
	_, err := path.Match(text, "")
	return err == nil && text != "" && len(text) <= maxID &&
		strings.Trim(strings.Map(withoutGlob, text), "@") == "" || isID(text)
}

// withoutGlob drops what an id or a pattern may consist of.
func withoutGlob(r rune) rune {
	if r < 128 && (isID("_"+string(r)) || strings.ContainsRune("*?[]", r)) {
		return -1
	}
	return r
}

// declare enters an entity in the index, unless its id is taken or malformed.
func (d *decoder) declare(e named) {
	id, pos := e.entity().ID, e.entity().Pos
	if !d.wellFormed(e) {
		d.spoilt[id] = true
		return
	}
	if first, taken := d.model.index[id]; taken {
		d.fail(pos, source.Duplicate, "id %s is already %s in %s", source.Quote(id), withArticle(first.kind()), place(first.entity().Pos, pos))
		d.spoilt[id] = true
		return
	}
	d.model.index[id] = e
}

func (d *decoder) wellFormed(e named) bool {
	id, pos := e.entity().ID, e.entity().Pos
	plain := id
	if name, element, grown := strings.Cut(id, "@"); grown && mayGrow[e.kind()] && isID(element) {
		d.refer("stands at", Ref{element, pos}, toElement)
		plain = name
	}
	switch {
	case id == Internet || id == ByAccident:
		d.fail(pos, source.Value, "the id %s is a word of the language; choose another", source.Quote(id))
	case len(plain) > maxID: // an element has an id of its own, which is short enough
		d.fail(pos, source.Limit, "the id %s has more than %d characters", source.Quote(id), maxID)
	case !isID(plain):
		d.fail(pos, source.Value, "the id %s may only have letters, digits, - and _%s", source.Quote(id), leading(id))
	default:
		return true
	}
	return false
}

// mayGrow are the kinds of entities that patterns grow, named name@element.
var mayGrow = map[string]bool{"attacker": true, "threat": true, "step": true}

func leading(id string) string {
	if strings.HasPrefix(id, "-") {
		return ", and not begin with -"
	}
	return ""
}

// place names a position for a message that stands at another one.
func place(there, here source.Pos) string {
	if there.File == here.File {
		return "line " + plain(float64(there.Line))
	}
	return there.String()
}

// entities lists everything that has an id, section by section, in the model's order.
func (m *Model) entities() []named {
	list := make([]named, 0, len(m.index))
	list = appendAll(list, m.Parties)
	list = appendAll(list, m.Boundaries)
	list = appendAll(list, m.Components)
	list = appendAll(list, m.Flows)
	list = appendAll(list, m.Keys)
	list = appendAll(list, m.Roles)
	list = appendAll(list, m.Assets)
	list = appendAll(list, m.Attackers)
	list = appendAll(list, m.Threats)
	list = appendAll(list, m.Steps)
	return appendAll(list, m.Mitigations)
}

func appendAll[E named](list []named, section []E) []named {
	for _, e := range section {
		list = append(list, e)
	}
	return list
}
