package source

// plain says in our words what the library's message about a word means.
func plain(message, word string) string {
	return message + " at " + Quote(word)
}
