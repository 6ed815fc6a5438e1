package threagile

import (
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// header takes over the title and the texts about the whole system.
func (c *converter) header() {
	c.root.used = &map[string]bool{}
	c.root.mark("threagile_version", "title", "tags_available")
	for _, key := range []string{"business_overview", "technical_overview"} {
		overview := record{c.root.get(key), &map[string]bool{}}
		c.describe(overview.text("description"))
		c.leftovers("the "+strings.ReplaceAll(key, "_", " "), overview)
	}
	c.describe(c.root.text("management_summary_comment"))
	if criticality := c.root.text("business_criticality"); criticality != "" {
		c.describe("Business criticality: " + criticality)
	}
}

func (c *converter) describe(text string) {
	if s := sentence("", text); s != "" {
		c.prose = append(c.prose, s)
	}
}

// dataAssets become assets. Where they lie is known only when all components
// and links are read, so place puts them into the model.
func (c *converter) dataAssets() {
	for _, e := range c.root.entries("data_assets") {
		c.assetOf[c.idOf("data_assets", e)] = c.dataAsset(e)
	}
}

func (c *converter) place() {
	entries := c.root.entries("data_assets")
	for _, e := range entries {
		id := c.idOf("data_assets", e)
		c.section("assets").entity(c.ids.of("data_assets", id), e.key.Pos, c.assetOf[id])
	}
	c.count("data assets", len(entries), c.made("assets"))
}

func (c *converter) dataAsset(e entry) *object {
	a := &object{}
	a.free("title", e.title(), e.key.Pos)
	a.free("description", prose(
		sentence("", e.text("description")),
		sentence("Origin", e.text("origin")),
		sentence("Quantity", e.text("quantity")),
		sentence("", e.text("justification_cia_rating")),
	), e.pos("description"))
	c.tags(a, e.record)
	c.sensitivity(a, e.record)
	if owner := c.party(e.record); owner != "" {
		a.word("accountable", owner, e.pos("owner"))
	}
	c.leftovers("data assets", e.record)
	return a
}

// idOf is the id by which the file refers to an entry.
func (c *converter) idOf(kind string, e entry) string {
	if id := e.text("id"); id != "" {
		return id
	}
	return e.title()
}

// made counts the entities of our sections so far.
func (c *converter) made(sections ...string) int {
	n := 0
	for _, name := range sections {
		n += len(c.section(name).keys)
	}
	return n
}

func (c *converter) count(what string, in, out int) {
	c.counts = append(c.counts, Count{what, in, out})
}

// party is the owner of something, as one party for each owner's name.
func (c *converter) party(r record) string {
	owner := plainText(r.text("owner"))
	if owner == "" {
		return ""
	}
	if id := c.ids.of("owner", owner); id != "" {
		return id
	}
	id := c.ids.free(lower(owner))
	c.ids.ours["owner "+owner] = id
	p := &object{}
	p.free("title", owner, r.pos("owner"))
	p.node(r.pos("owner"))
	c.section("parties").entity(id, r.pos("owner"), p)
	return id
}

func (c *converter) tags(o *object, r record) {
	var tags []*source.Node
	seen := map[string]bool{}
	for _, t := range r.items("tags") {
		if text := clipped(plainText(t.Text)); text != "" && !seen[text] {
			seen[text] = true
			tags = append(tags, free(text, t.Pos))
		}
	}
	o.list("tags", tags)
}

func (c *converter) sensitivity(o *object, r record) {
	s := &object{}
	c.translate(s, "confidentiality", r, "confidentiality", confidentialities)
	c.translate(s, "integrity", r, "integrity", criticalities)
	c.translate(s, "availability", r, "availability", criticalities)
	o.inline("sensitivity", s, r.pos("confidentiality"))
}

// translate adds a word of an enumeration, and a note where ours has no such word.
func (c *converter) translate(o *object, ours string, r record, theirs string, words map[string]string) {
	text := r.text(theirs)
	if text == "" {
		return
	}
	if word, ok := words[text]; ok {
		o.word(ours, word, r.pos(theirs))
		return
	}
	c.note(r.pos(theirs), "%s %s is not known here and stays unstated", theirs, source.Quote(text))
}
