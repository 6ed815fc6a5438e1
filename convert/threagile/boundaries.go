package threagile

import "github.com/stormtree-dev/stormtree/model/source"

// boundaries become boundaries; first of all, what lies in which.
func (c *converter) boundaries() {
	entries := c.root.entries("trust_boundaries")
	for _, e := range entries {
		c.contents(e)
	}
	for _, e := range entries {
		id := c.idOf("trust_boundaries", e)
		c.section("boundaries").entity(c.ids.of("trust_boundaries", id), e.key.Pos, c.boundary(e, id))
	}
	c.count("trust boundaries", len(entries), c.made("boundaries"))
}

func (c *converter) contents(e entry) {
	ours := c.ids.of("trust_boundaries", c.idOf("trust_boundaries", e))
	for _, n := range e.items("technical_assets_inside") {
		c.put(c.inside, "technical_assets", n, ours, "lies inside")
	}
	for _, n := range e.items("trust_boundaries_nested") {
		c.put(c.nestedIn, "trust_boundaries", n, ours, "is nested in")
	}
}

// put records that something is in one place; a second place is only noted.
func (c *converter) put(into map[string]string, kind string, n *source.Node, ours, verb string) {
	if !c.refers(kind, n) {
		return
	}
	if first := into[n.Text]; first != "" {
		c.note(n.Pos, "%s %s more than one: only the first, %s, is kept", source.Quote(n.Text), verb, source.Quote(first))
		return
	}
	into[n.Text] = ours
}

// refers reports whether a reference leads anywhere, and a problem if not.
func (c *converter) refers(kind string, n *source.Node) bool {
	if c.ids.known(kind, n.Text) {
		return true
	}
	message := sprintf("there is no %s in %s", source.Quote(n.Text), kind)
	if near := source.Closest(n.Text, c.titles(kind)); near != "" {
		message += "; did you mean " + source.Quote(near) + "?"
	}
	c.problem(n.Pos, source.Reference, "%s", message)
	return false
}

func (c *converter) titles(kind string) []string {
	var ids []string
	for _, e := range c.root.entries(kind) {
		ids = append(ids, c.idOf(kind, e))
	}
	return ids
}

func (c *converter) boundary(e entry, id string) *object {
	b := &object{}
	b.free("title", e.title(), e.key.Pos)
	b.described(e)
	c.translate(b, "kind", e.record, "type", boundaryKinds)
	b.word("inside", c.nestedIn[id], e.pos("id"))
	c.tags(b, e.record)
	c.leftovers("trust boundaries", e.record)
	return b
}

// runtimes become hosts that their members run on.
func (c *converter) runtimes() {
	entries := c.root.entries("shared_runtimes")
	for _, e := range entries {
		id := c.ids.of("shared_runtimes", c.idOf("shared_runtimes", e))
		for _, n := range e.items("technical_assets_running") {
			c.put(c.runsOn, "technical_assets", n, id, "runs on")
		}
		host := &object{}
		host.free("title", e.title(), e.key.Pos)
		host.described(e)
		host.word("kind", "host", e.key.Pos)
		c.tags(host, e.record)
		c.leftovers("shared runtimes", e.record)
		c.section("components").entity(id, e.key.Pos, host)
	}
	c.count("shared runtimes", len(entries), c.made("components"))
}
