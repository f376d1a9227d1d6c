package dev.sonde.model;

/// The one place that takes secrets out of a text, before it goes to a log, a bundle, the evidence
/// of a checklist or a message.
///
/// What it knows:
///
/// - values of names that are secret wherever they stand (`password`, `client-secret`,
///   `DB_PASSWORD`, `X-Api-Key`, `access_token`, ...): in headers, query strings, `key=value`, JSON
///   (also inside a JSON string), YAML (also block scalars) and command lines;
/// - `Authorization`, whose scheme stays, and cookies, to the end of their line;
/// - the user part of URLs;
/// - what is secret by its shape: JSON web tokens, among them those of service accounts, private
///   keys in PEM, also in base64, and the long-lived keys of clouds and forges that carry a mark.
///
/// Bearer tokens and what is named a token become [#TOKEN], so that a printed command can be
/// repeated with a variable; everything else becomes [#MASK]. The rest of the text stays as it is,
/// character by character. What is not secret: names of secrets and files, the tenant header
/// `X-Scope-OrgID`, public certificates.
///
/// The work grows with the length of the text and with nothing else, and a text that has been
/// through once does not change any more.
public final class Redaction {

    /// What stands for a token.
    public static final String TOKEN = "$TOKEN";

    /// What stands for any other secret.
    public static final String MASK = "***";

    private Redaction() {}

    /// Take the secrets out of a text.
    ///
    /// - **Empty:** the same text when there is nothing to take out.
    public static String of(String text) {
        return SecretScan.withoutSecrets(text);
    }

    /// Take the secrets out of a value that is known by a name: a header, an environment variable,
    /// an annotation. When the name is secret, nothing of the value is left.
    public static String ofNamed(String name, String value) {
        return SecretName.of(name).map(kind -> kind.mask(value)).orElseGet(() -> of(value));
    }
}
