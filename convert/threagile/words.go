package threagile

// The words of Threagile's enumerations in our words. A word that is missing
// here gives a note and stays unknown.

var kinds = map[string]string{
	"client-system": "client", "browser": "client", "desktop": "client", "mobile-app": "client", "devops-client": "client", "cli": "client",

	"database": "store", "file-server": "store", "block-storage": "store", "data-lake": "store", "local-file-system": "store",
	"search-index": "store", "big-data-platform": "store",

	"message-queue": "broker",

	"load-balancer": "gateway", "reverse-proxy": "gateway", "waf": "gateway", "gateway": "gateway", "service-mesh": "gateway",
	"ids": "gateway", "ips": "gateway",

	"identity-provider": "identity", "identity-store-ldap": "identity", "identity-store-database": "identity",

	"build-pipeline": "pipeline", "sourcecode-repository": "pipeline", "artifact-registry": "pipeline", "code-inspection-platform": "pipeline",

	"vault": "vault", "hsm": "vault",

	"monitoring": "log",

	"container-platform": "host",
}

// clients decide the kind even of an external entity: a browser is a client, whoever owns it.
func client(technology string) bool { return kinds[technology] == "client" }

const deviceTechnology = "iot-device"

var isolations = map[string]string{"container": "container", "virtual": "vm"}

// protocol is what a link speaks.
type protocol struct {
	ours string
	tls  string // none, encrypted, or "" where no network is crossed
}

var protocols = map[string]protocol{
	"http": {"http", "none"}, "https": {"http", "encrypted"}, "ws": {"ws", "none"}, "wss": {"ws", "encrypted"},
	"reverse-proxy-web-protocol": {"http", "none"}, "reverse-proxy-web-protocol-encrypted": {"http", "encrypted"},
	"mqtt": {"mqtt", "none"}, "jms": {"amqp", "none"}, "xmpp": {"xmpp", "none"},
	"jdbc": {"sql", "none"}, "jdbc-encrypted": {"sql", "encrypted"}, "odbc": {"sql", "none"}, "odbc-encrypted": {"sql", "encrypted"},
	"sql-access-protocol": {"sql", "none"}, "sql-access-protocol-encrypted": {"sql", "encrypted"},
	"nosql-access-protocol": {"sql", "none"}, "nosql-access-protocol-encrypted": {"sql", "encrypted"},
	"ldap": {"ldap", "none"}, "ldaps": {"ldap", "encrypted"},
	"ssh": {"ssh", "encrypted"}, "ssh-tunnel": {"ssh", "encrypted"}, "sftp": {"ssh", "encrypted"}, "scp": {"ssh", "encrypted"},
	"smtp": {"smtp", "none"}, "smtp-encrypted": {"smtp", "encrypted"}, "pop3": {"smtp", "none"}, "pop3-encrypted": {"smtp", "encrypted"},
	"imap": {"smtp", "none"}, "imap-encrypted": {"smtp", "encrypted"},
	"ftp": {"file", "none"}, "ftps": {"file", "encrypted"}, "nfs": {"file", "none"}, "smb": {"file", "none"}, "smb-encrypted": {"file", "encrypted"},
	"local-file-access": {"file", ""},
	"text":              {"text", "none"}, "text-encrypted": {"text", "encrypted"}, "binary": {"binary", "none"}, "binary-encrypted": {"binary", "encrypted"},
	"iiop": {"binary", "none"}, "iiop-encrypted": {"binary", "encrypted"}, "jrmp": {"binary", "none"}, "jrmp-encrypted": {"binary", "encrypted"},
	"nrpe": {"other", "none"}, "container-spawning": {"other", ""}, "in-process-library-call": {"other", ""}, "inter-process-communication": {"other", ""},
}

var authentications = map[string]string{
	"none": "none", "credentials": "password", "session-id": "token", "externalized": "token", "token": "token",
	"client-certificate": "mutual-tls", "two-factor": "mfa",
}

// identities know both dialects.
var identities = map[string]string{
	"none": "none", "technical-user": "service",
	"enduser-identity-propagation": "caller", "end-user-identity-propagation": "caller",
}

var boundaryKinds = map[string]string{
	"network-on-prem":          "site",
	"network-dedicated-hoster": "provider", "network-cloud-provider": "provider",
	"network-virtual-lan": "network", "network-cloud-security-group": "network", "network-policy-namespace-isolation": "network",
	"execution-environment": "runtime",
}

var confidentialities = map[string]string{
	"public": "1", "internal": "2", "restricted": "3", "confidential": "4", "strictly-confidential": "5",
}

var criticalities = map[string]string{
	"archive": "1", "operational": "2", "important": "3", "critical": "4", "mission-critical": "5",
}

// keyed are the encryptions at rest, both dialects; true is a key of the end user's own.
var keyed = map[string]bool{
	"transparent": false, "data-with-symmetric-shared-key": false, "data-with-asymmetric-shared-key": false,
	"data-with-enduser-individual-key": true, "data-with-end-user-individual-key": true,
}

var formats = map[string]string{"json": "json", "xml": "xml", "csv": "csv", "file": "file", "serialization": "serialized"}
