package threagile

import "github.com/stormtree-dev/stormtree/model/source"

// technicalAssets become components and device classes.
func (c *converter) technicalAssets() {
	entries := c.root.entries("technical_assets")
	before := c.made("components", "device_classes")
	for _, e := range entries {
		id := c.idOf("technical_assets", e)
		section, fields := c.component(e, id)
		c.section(section).entity(c.ids.of("technical_assets", id), e.key.Pos, fields)
		c.stores(e, id)
	}
	c.count("technical assets", len(entries), c.made("components", "device_classes")-before)
}

// component says what a technical asset is; the section tells devices apart.
func (c *converter) component(e entry, id string) (section string, o *object) {
	section, o = "components", &object{}
	o.free("title", e.title(), e.key.Pos)
	o.free("description", prose(
		sentence("", e.text("description")),
		sentence("", e.text("justification_cia_rating")),
	), e.pos("description"))
	kind := c.kind(e)
	if kind == "device" {
		section = "device_classes"
	} else {
		o.word("kind", kind, e.pos("type"))
	}
	c.kindOf[id] = kind
	c.locate(o, e, id)
	c.facts(o, e, id)
	c.tags(o, e.record)
	c.sensitivity(o, e.record)
	c.scope(o, e)
	e.mark("type", "communication_links", "data_assets_stored", "data_assets_processed")
	c.leftovers("technical assets", e.record)
	return section, o
}

// kind follows the technology, except that an external entity is external
// unless people hold it in their hands.
func (c *converter) kind(e entry) string {
	technology, human := e.text("technology"), e.is("used_as_client_by_human")
	kind := kinds[technology]
	switch {
	case technology == deviceTechnology:
		return "device"
	case client(technology):
		return "client"
	case e.text("type") == "external-entity" && human:
		return "person"
	case e.text("type") == "external-entity":
		return "external"
	case kind == "gateway" && e.is("internet"):
		return "edge"
	case kind != "":
		return kind
	case e.text("type") == "datastore":
		return "store"
	}
	return "service"
}

// locate says where a component is, on what it runs and who operates it.
func (c *converter) locate(o *object, e entry, id string) {
	o.word("inside", c.inside[id], e.key.Pos)
	o.word("runs_on", c.runsOn[id], e.key.Pos)
	c.ownerOf[id] = plainText(e.text("owner"))
	o.word("operator", c.party(e.record), e.pos("owner"))
	if e.is("internet") {
		o.list("exposed_to", []*source.Node{word("internet", e.pos("internet"))})
	}
}

// facts are the properties that rules read.
func (c *converter) facts(o *object, e entry, id string) {
	o.free("technology", clipped(plainText(e.text("technology"))), e.pos("technology"))
	if isolation := isolations[e.text("machine")]; isolation != "" {
		o.word("isolation", isolation, e.pos("machine"))
	}
	c.encryption(o, e, id)
	if e.states("multi_tenant") {
		o.word("tenancy", either(e.is("multi_tenant"), "shared", "single"), e.pos("multi_tenant"))
	}
	if e.states("redundant") {
		o.word("replicas", either(e.is("redundant"), "2", "1"), e.pos("redundant"))
	}
	if e.states("custom_developed_parts") {
		o.yes("custom_code", e.is("custom_developed_parts"), e.pos("custom_developed_parts"))
	}
	c.accepts(o, e)
}

func either(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}

// encryption at rest brings a key of its own, of which only the tenancy may be known.
func (c *converter) encryption(o *object, e entry, id string) {
	how, pos := e.text("encryption"), e.pos("encryption")
	if how == "" {
		return
	}
	perUser, encrypted := keyed[how]
	if !encrypted && how != "none" {
		c.note(pos, "encryption %s is not known here and stays unstated", source.Quote(how))
		return
	}
	at := &object{}
	at.yes("at_rest", encrypted, pos)
	if encrypted {
		key := c.ids.free(c.ids.of("technical_assets", id) + "-key")
		c.key(key, e, perUser, pos)
		at.word("key", key, pos)
	}
	o.inline("encryption", at, pos)
}

func (c *converter) key(id string, e entry, perUser bool, pos source.Pos) {
	k := &object{}
	k.free("title", "Key of "+e.title(), pos)
	if perUser {
		k.word("tenancy", "single", pos)
	}
	k.free("description", sentence("Encryption", e.text("encryption")), pos)
	c.section("keys").entity(id, pos, k)
}

func (c *converter) accepts(o *object, e entry) {
	if !e.has("data_formats_accepted") {
		return
	}
	accepted := []*source.Node{}
	for _, n := range e.items("data_formats_accepted") {
		if ours, ok := formats[n.Text]; ok {
			accepted = append(accepted, word(ours, n.Pos))
			continue
		}
		c.note(n.Pos, "data format %s is not known here", source.Quote(n.Text))
	}
	o.add("accepts", &source.Node{Kind: source.Sequence, Flow: true, Pos: e.pos("data_formats_accepted"), Items: accepted})
}

func (c *converter) scope(o *object, e entry) {
	reason := plainText(e.text("justification_out_of_scope"))
	if !e.is("out_of_scope") {
		if reason != "" {
			c.lose(e.pos("justification_out_of_scope"), "justification_out_of_scope of technical assets in scope", "is not carried over")
		}
		return
	}
	if reason == "" {
		reason = "out of scope in the Threagile model, without a reason"
	}
	o.free("out_of_scope", reason, e.pos("out_of_scope"))
}

// stores says of the data assets that they lie at this component.
func (c *converter) stores(e entry, id string) {
	for _, n := range e.items("data_assets_stored") {
		if c.refers("data_assets", n) {
			c.lies(n, id)
		}
	}
}

func (c *converter) lies(data *source.Node, component string) {
	c.moved[data.Text+" "+component] = true
	c.assetOf[data.Text].extend("at", word(c.ids.of("technical_assets", component), data.Pos))
}

// processed data that no link brings must lie there, as far as we can tell.
func (c *converter) processed() {
	for _, e := range c.root.entries("technical_assets") {
		id := c.idOf("technical_assets", e)
		for _, n := range e.items("data_assets_processed") {
			if !c.refers("data_assets", n) || c.moved[n.Text+" "+id] {
				continue
			}
			c.lies(n, id)
			c.lose(n.Pos, "data that is processed where no link brings it", "counts as lying there")
		}
	}
}
