package model

import (
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

// protocols are what a flow can speak, without their encrypted spellings.
var protocols = []string{"mqtt", "amqp", "xmpp", "coap", "http", "ws", "sql", "ldap", "ssh", "smtp", "file", "grpc", "binary", "text", "other"}

// secured are the encrypted spellings: https is http with TLS.
var secured = map[string]string{
	"https": "http", "mqtts": "mqtt", "wss": "ws", "amqps": "amqp", "coaps": "coap", "ldaps": "ldap", "smtps": "smtp", "grpcs": "grpc", "xmpps": "xmpp",
}

// spellings lists the plain and the encrypted protocols.
func spellings() []string {
	list := slices.Clone(protocols)
	for _, plain := range protocols {
		if secured[plain+"s"] == plain {
			list = append(list, plain+"s")
		}
	}
	return append(list, "wss")
}

// flowRecord describes flows.
var flowRecord = record[Flow]{
	name: "flow",
	fields: slices.Concat(common(func(f *Flow) *Entity { return &f.Entity }), []field[Flow]{
		is("from", direct(ref("begins at", toComponent)), func(f *Flow) *Ref { return &f.From }, "The component or device class where it begins.").must(),
		is("to", direct(ref("ends at", toComponent)), func(f *Flow) *Ref { return &f.To }, "The component or device class where it ends.").must(),
		is("purpose", oneOf("telemetry", "command", "query", "admin", "update", "audit", "alert", "backup", "erase", "other"), func(f *Flow) *string { return &f.Purpose }, "What it is for."),
		is("protocol", oneOf(spellings()...), func(f *Flow) *string { return &f.Protocol }, "What it speaks. An encrypted spelling such as https means the plain one with tls encrypted; ssh is always encrypted."),
		is("tls", oneOf("none", "1.0", "1.1", "1.2", "1.3", "encrypted"), func(f *Flow) *string { return &f.TLS }, "The version of TLS; encrypted when it is another protection or an unknown version."),
		is("authentication", oneOf("none", "password", "token", "mutual-tls", "psk", "mfa"), func(f *Flow) *string { return &f.Authentication }, "How the one who opens it proves who it is."),
		is("carries", refs("carries", toAsset), func(f *Flow) *[]Ref { return &f.Carries }, "Assets that move along it."),
		is("returns", refs("returns", toAsset), func(f *Flow) *[]Ref { return &f.Returns }, "Assets that move back, such as the answer to a query."),
		is("topic", line, func(f *Flow) *string { return &f.Topic }, "The topic template that it is published to."),
		is("port", of[float64](port), func(f *Flow) **float64 { return &f.Port }, "The port where it ends."),
		is("identity", oneOf("caller", "service", "none"), func(f *Flow) *string { return &f.Identity }, "On whose behalf it acts: the caller's, its own, nobody's."),
		is("tenant_from", oneOf("credential", "topic", "header", "payload"), func(f *Flow) *string { return &f.TenantFrom }, "Where the receiver learns which tenant it is."),
		is("credential_in", oneOf("header", "cookie", "url"), func(f *Flow) *string { return &f.CredentialIn }, "Where the credential travels."),
		is("rate", of[Rate](rate), func(f *Flow) **Rate { return &f.Rate }, "How often it is used, such as 5/s; from a device class, by each device."),
		is("poll_every", of[Duration](span), func(f *Flow) **Duration { return &f.PollEvery }, "The pause between two polls; from a device class, of each device."),
		is("metered", yesNo, func(f *Flow) **bool { return &f.Metered }, "Whether each use costs money."),
		is("network_allows", list(direct(of[float64](port))), func(f *Flow) *[]float64 { return &f.NetworkAllows }, "Ports that the network lets through here; a stated list is complete."),
	}),
	finish: plainProtocol,
	mistakes: map[string]string{
		"source": `write "from"`, "target": `write "to"`, "destination": `write "to"`, "sends": `write "carries"`, "data": `write "carries"`,
		"encrypted": `write "tls: encrypted" or "tls: none"`, "encryption": `write "tls: encrypted" or "tls: none"`, "auth": `write "authentication"`,
	},
}

// plainProtocol turns an encrypted spelling into the plain one with TLS.
func plainProtocol(d *decoder, n *source.Node, f *Flow) {
	plain, encrypted := secured[f.Protocol]
	if encrypted && f.TLS == "none" {
		d.fail(lookUp(n, "tls").Pos, source.Value, `"tls" is "none", but %s is always encrypted; write protocol: %s or another tls`, f.Protocol, plain)
	}
	if encrypted {
		f.Protocol = plain
	}
	if f.TLS == "" && (encrypted || f.Protocol == "ssh") {
		f.TLS = "encrypted"
	}
}
