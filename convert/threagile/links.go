package threagile

import "github.com/stormtree-dev/stormtree/model/source"

// links become flows.
func (c *converter) links() {
	in := 0
	for _, e := range c.root.entries("technical_assets") {
		from := c.idOf("technical_assets", e)
		for _, link := range e.entries("communication_links") {
			in++
			c.link(from, link)
		}
	}
	c.count("communication links", in, c.made("flows"))
}

func (c *converter) link(from string, l entry) {
	target := l.get("target")
	if target == nil || target.Kind != source.Scalar {
		c.problem(l.key.Pos, source.Reference, "link %s has no target", source.Quote(l.title()))
		return
	}
	if !c.refers("technical_assets", target) {
		return
	}
	f := &object{}
	f.free("title", l.title(), l.key.Pos)
	f.described(l)
	f.word("from", c.ids.of("technical_assets", from), l.key.Pos)
	f.word("to", c.ids.of("technical_assets", target.Text), target.Pos)
	f.word("purpose", c.purpose(from, l), l.pos("usage"))
	c.speaks(f, l)
	c.translate(f, "authentication", l.record, "authentication", authentications)
	c.translate(f, "identity", l.record, "authorization", identities)
	c.carry(f, "carries", l, "data_assets_sent", from, target.Text)
	c.carry(f, "returns", l, "data_assets_received", from, target.Text)
	c.tags(f, l.record)
	c.dropped(l)
	id := c.ids.free(c.flowID(from, l))
	c.ids.ours["communication_links "+from+">"+lower(l.title())] = id
	c.section("flows").entity(id, l.key.Pos, f)
}

// flowID is the link's name, after its source where the name alone is taken.
func (c *converter) flowID(from string, l entry) string {
	id := lower(l.title())
	if id == "" || c.ids.taken[id] {
		return lower(from + " " + l.title())
	}
	return id
}

// purpose tells deployments and administration from the business.
func (c *converter) purpose(from string, l entry) string {
	switch {
	case l.text("usage") != "devops":
		return "other"
	case c.kindOf[from] == "pipeline":
		return "update"
	}
	return "admin"
}

func (c *converter) speaks(f *object, l entry) {
	name, pos := l.text("protocol"), l.pos("protocol")
	vpn := l.is("vpn")
	if name == "" {
		return
	}
	p, ok := protocols[name]
	if !ok {
		c.note(pos, "protocol %s is not known here: whether it is encrypted stays unstated", source.Quote(name))
		p = protocol{ours: "other"}
	}
	f.word("protocol", p.ours, pos)
	if vpn && p.tls != "encrypted" {
		p.tls = "encrypted"
		c.lose(l.pos("vpn"), "vpn of communication links", "counts as encryption of the link")
	}
	f.word("tls", p.tls, pos)
}

func (c *converter) carry(f *object, ours string, l entry, theirs, from, to string) {
	var assets []*source.Node
	for _, n := range l.items(theirs) {
		if !c.refers("data_assets", n) {
			continue
		}
		c.moved[n.Text+" "+from], c.moved[n.Text+" "+to] = true, true
		assets = append(assets, word(c.ids.of("data_assets", n.Text), n.Pos))
	}
	f.list(ours, assets)
}

// dropped are the properties of a link that our language does not state.
func (c *converter) dropped(l entry) {
	if l.is("readonly") {
		c.lose(l.pos("readonly"), "readonly of communication links", "shows only as data that returns")
	}
	if l.is("ip_filtered") {
		c.lose(l.pos("ip_filtered"), "ip_filtered of communication links", "has no place in our language")
	}
	c.leftovers("communication links", l.record)
}
