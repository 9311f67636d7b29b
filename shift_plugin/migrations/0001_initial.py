import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(get_document_model_string()),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DailySalt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("salt", models.BinaryField(max_length=32)),
            ],
            options={
                "verbose_name": "salt of a day",
                "verbose_name_plural": "salts of days",
            },
        ),
        migrations.CreateModel(
            name="JobRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="job")),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                ("started_at", models.DateTimeField(null=True, verbose_name="started at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                ("error", models.TextField(blank=True, verbose_name="last error")),
            ],
            options={
                "verbose_name": "recurring job",
                "verbose_name_plural": "recurring jobs",
                "permissions": [("view_home", "Can see the Shift home")],
            },
        ),
        migrations.CreateModel(
            name="LibraryPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("introduction", models.TextField(blank=True, verbose_name="introduction")),
            ],
            options={
                "verbose_name": "library",
                "verbose_name_plural": "libraries",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("target_figure", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="target figure")),
                (
                    "unit",
                    models.CharField(
                        help_text="What is counted, for example: applications a month.",
                        max_length=60,
                        verbose_name="unit",
                    ),
                ),
                ("target_date", models.DateField(verbose_name="target date")),
                ("sort_order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("local_texts", models.JSONField(blank=True, default=dict, verbose_name="in other languages")),
            ],
            options={
                "verbose_name": "objective",
                "verbose_name_plural": "objectives",
                "ordering": ["sort_order", "name"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="StrategyPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("introduction", wagtail.fields.RichTextField(blank=True, verbose_name="introduction")),
            ],
            options={
                "verbose_name": "strategy page",
                "verbose_name_plural": "strategy pages",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=255, unique=True)),
                ("depth", models.PositiveIntegerField()),
                ("numchild", models.PositiveIntegerField(default=0)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("department", "department"),
                            ("location", "location"),
                            ("region", "region"),
                            ("partner", "partner organisation"),
                        ],
                        default="department",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "team",
                "verbose_name_plural": "teams",
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Ambassador",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "is_external",
                    models.BooleanField(
                        default=False,
                        help_text="Not employed here: a dealer, member, volunteer or customer.",
                        verbose_name="external",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        help_text="Language of mails and of the messages that are offered.",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        blank=True, help_text="Empty: that of the site.", max_length=63, verbose_name="time zone"
                    ),
                ),
                ("receives_mail", models.BooleanField(default=True, verbose_name="receives mail")),
                ("paused_until", models.DateTimeField(blank=True, null=True, verbose_name="no mail until")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="joined at")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left at")),
                (
                    "user",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ambassador",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "ambassador",
                "verbose_name_plural": "ambassadors",
            },
        ),
        migrations.CreateModel(
            name="DayTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened", models.PositiveIntegerField(default=0, verbose_name="opened")),
                ("confirmed", models.PositiveIntegerField(default=0, verbose_name="confirmed")),
                ("clicks", models.PositiveIntegerField(default=0, verbose_name="clicks")),
                ("day", models.DateField(verbose_name="day")),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("all", "everything"),
                            ("network", "network"),
                            ("pillar", "content pillar"),
                            ("message", "message"),
                            ("team", "team"),
                        ],
                        max_length=10,
                        verbose_name="by",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="which")),
            ],
            options={
                "verbose_name": "total of a day",
                "verbose_name_plural": "totals of days",
                "constraints": [
                    models.UniqueConstraint(fields=("dimension", "day", "key"), name="shift_one_total_per_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="FourEyesApprovalTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval by another colleague",
                "verbose_name_plural": "approvals by another colleague",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preview", "waiting for confirmation"),
                            ("done", "imported"),
                            ("cancelled", "cancelled"),
                        ],
                        default="preview",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "creates_missing",
                    models.BooleanField(
                        default=False, verbose_name="makes teams and content pillars that don't exist yet"
                    ),
                ),
                ("rows", models.JSONField(default=list, editable=False, verbose_name="rows")),
                ("row_count", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("error_count", models.PositiveIntegerField(default=0, verbose_name="rows with errors")),
                ("created_count", models.PositiveIntegerField(default=0, verbose_name="added")),
                ("updated_count", models.PositiveIntegerField(default=0, verbose_name="updated")),
                ("unchanged_count", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="uploaded at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import of ambassadors",
                "verbose_name_plural": "imports of ambassadors",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Audience",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "information_need",
                    models.TextField(
                        blank=True,
                        help_text="What does this audience want to know or find with us?",
                        verbose_name="need for information",
                    ),
                ),
                (
                    "networks",
                    models.JSONField(
                        blank=True, default=list, help_text="Where this audience can be found.", verbose_name="networks"
                    ),
                ),
                ("sort_order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("local_texts", models.JSONField(blank=True, default=dict, verbose_name="in other languages")),
                (
                    "objectives",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="audiences", to="shift_plugin.objective", verbose_name="objectives"
                    ),
                ),
            ],
            options={
                "verbose_name": "audience",
                "verbose_name_plural": "audiences",
                "ordering": ["sort_order", "name"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Pillar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="One or two sentences for cards and lists.", verbose_name="summary"
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        choices=[
                            ("teal", "Teal"),
                            ("blue", "Blue"),
                            ("purple", "Purple"),
                            ("pink", "Pink"),
                            ("red", "Red"),
                            ("orange", "Orange"),
                            ("green", "Green"),
                            ("grey", "Grey"),
                        ],
                        default="teal",
                        max_length=10,
                        verbose_name="colour",
                    ),
                ),
                ("networks", models.JSONField(blank=True, default=list, verbose_name="fitting networks")),
                (
                    "is_open",
                    models.BooleanField(
                        default=True,
                        help_text="Everyone may join. In a closed group only editors add people.",
                        verbose_name="open group",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                ("sort_order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("local_texts", models.JSONField(blank=True, default=dict, verbose_name="in other languages")),
                (
                    "audiences",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="pillars", to="shift_plugin.audience", verbose_name="audiences"
                    ),
                ),
                (
                    "objectives",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="pillars", to="shift_plugin.objective", verbose_name="objectives"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "content pillar",
                "verbose_name_plural": "content pillars",
                "ordering": ["sort_order", "name"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="KeyMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("text", models.CharField(max_length=250, verbose_name="key message")),
                ("local_texts", models.JSONField(blank=True, default=dict, verbose_name="in other languages")),
                (
                    "audiences",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="key_messages", to="shift_plugin.audience", verbose_name="audiences"
                    ),
                ),
                (
                    "pillar",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_messages",
                        to="shift_plugin.pillar",
                        verbose_name="pillar",
                    ),
                ),
            ],
            options={
                "verbose_name": "key message",
                "verbose_name_plural": "key messages",
                "ordering": ["sort_order"],
                "abstract": False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="PillarMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[("joined", "joined by themselves"), ("assigned", "added by an editor")],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="joined at")),
                (
                    "ambassador",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="shift_plugin.ambassador",
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="shift_plugin.pillar",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a pillar group",
                "verbose_name_plural": "members of pillar groups",
            },
        ),
        migrations.AddField(
            model_name="ambassador",
            name="pillars",
            field=models.ManyToManyField(
                related_name="ambassadors",
                through="shift_plugin.PillarMembership",
                to="shift_plugin.pillar",
                verbose_name="content pillars",
            ),
        ),
        migrations.CreateModel(
            name="PillarPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("introduction", models.TextField(blank=True, verbose_name="introduction")),
                ("body", wagtail.fields.RichTextField(blank=True, verbose_name="text")),
                (
                    "pillar",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="shift_plugin.pillar",
                        verbose_name="content pillar",
                    ),
                ),
            ],
            options={
                "verbose_name": "pillar page",
                "verbose_name_plural": "pillar pages",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="ShareableMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                ),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                ("locked", models.BooleanField(default=False, editable=False, verbose_name="locked")),
                ("locked_at", models.DateTimeField(editable=False, null=True, verbose_name="locked at")),
                (
                    "title",
                    models.CharField(
                        help_text="For colleagues; not part of the post.", max_length=150, verbose_name="title"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "Article"),
                            ("story", "Story"),
                            ("vacancy", "Vacancy"),
                            ("event", "Event"),
                            ("press_release", "Press release"),
                            ("campaign", "Campaign"),
                        ],
                        default="article",
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="The proposal for every network that has no text of its own. Leave out link and hashtags.",
                        max_length=3000,
                        verbose_name="text",
                    ),
                ),
                (
                    "roles",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Only for people with one of these roles. None: for all.",
                        verbose_name="roles",
                    ),
                ),
                ("link_url", models.URLField(blank=True, max_length=500, verbose_name="address to link to")),
                (
                    "image_alt",
                    models.CharField(
                        blank=True,
                        help_text="What is to be seen, for people who can't see the image. Goes along when it is shared.",
                        max_length=300,
                        verbose_name="alternative text",
                    ),
                ),
                ("video_url", models.URLField(blank=True, max_length=500, verbose_name="address of a video")),
                (
                    "hashtags",
                    models.CharField(
                        blank=True, help_text="Separated by spaces.", max_length=200, verbose_name="hashtags"
                    ),
                ),
                (
                    "disclosure",
                    models.CharField(
                        blank=True,
                        help_text="Tells readers that the sender works for the organisation. Empty: the tag of the settings.",
                        max_length=60,
                        verbose_name="disclosure",
                    ),
                ),
                (
                    "own_words_prompt",
                    models.CharField(
                        blank=True,
                        help_text="A question that helps people to start, for example: what makes you proud of this?",
                        max_length=200,
                        verbose_name="in your own words",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="image",
                    ),
                ),
                (
                    "key_message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="shift_plugin.keymessage",
                        verbose_name="key message",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "link_page",
                    models.ForeignKey(
                        blank=True,
                        help_text="A page that outsiders can open.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page to link to",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "pillars",
                    modelcluster.fields.ParentalManyToManyField(
                        related_name="messages", to="shift_plugin.pillar", verbose_name="content pillars"
                    ),
                ),
                (
                    "video",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="video file",
                    ),
                ),
                (
                    "teams",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="Only for people of these teams and the teams below them. None: for all teams.",
                        related_name="messages",
                        to="shift_plugin.team",
                        verbose_name="teams",
                    ),
                ),
            ],
            options={
                "verbose_name": "shareable message",
                "verbose_name_plural": "shareable messages",
                "abstract": False,
            },
            bases=(wagtail.models.preview.PreviewableMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="NetworkText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("network", models.CharField(max_length=20, verbose_name="network")),
                (
                    "text",
                    models.TextField(
                        help_text="Leave out link and hashtags; they are added.", max_length=3000, verbose_name="text"
                    ),
                ),
                (
                    "message",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="network_texts",
                        to="shift_plugin.shareablemessage",
                    ),
                ),
            ],
            options={
                "verbose_name": "text for a network",
                "verbose_name_plural": "texts per network",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(editable=False, max_length=16, unique=True)),
                ("network", models.CharField(max_length=20, verbose_name="network")),
                (
                    "source",
                    models.CharField(
                        choices=[("library", "library"), ("mail", "mail"), ("inbox", "inbox")],
                        max_length=10,
                        verbose_name="started from",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("fingerprint", models.CharField(blank=True, max_length=32)),
                ("is_own_words", models.BooleanField(default=False, verbose_name="in own words")),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened at")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                ("not_posted_at", models.DateTimeField(blank=True, null=True, verbose_name="answered not posted at")),
                ("post_url", models.URLField(blank=True, max_length=500, verbose_name="address of the post")),
                (
                    "ambassador",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shares",
                        to="shift_plugin.ambassador",
                        verbose_name="ambassador",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shares",
                        to="shift_plugin.shareablemessage",
                        verbose_name="message",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        help_text="The person's team at that moment.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="shift_plugin.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "share",
                "verbose_name_plural": "shares",
            },
        ),
        migrations.CreateModel(
            name="Distribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        blank=True, help_text="Empty: the title of the message.", max_length=150, verbose_name="name"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="A few words above the message in the mail.",
                        max_length=500,
                        verbose_name="personal note",
                    ),
                ),
                ("send_at", models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="send at")),
                ("channels", models.JSONField(default=list, verbose_name="channels")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("planned", "planned"),
                            ("sending", "being sent"),
                            ("done", "finished"),
                            ("cancelled", "cancelled"),
                            ("stopped", "stopped: the message is no longer published"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("roles", models.JSONField(blank=True, default=list, verbose_name="roles")),
                (
                    "everyone",
                    models.BooleanField(
                        default=False,
                        help_text="Send to everybody in the teams and roles, not only to the groups of the pillars.",
                        verbose_name="also outside the pillar groups",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="made at"),
                ),
                ("started_at", models.DateTimeField(editable=False, null=True, verbose_name="started at")),
                ("finished_at", models.DateTimeField(editable=False, null=True, verbose_name="finished at")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "pillars",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None: the pillars of the message.",
                        related_name="+",
                        to="shift_plugin.pillar",
                        verbose_name="content pillars",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="distributions",
                        to="shift_plugin.shareablemessage",
                        verbose_name="message",
                    ),
                ),
                (
                    "teams",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None: the teams of the message, or all.",
                        related_name="+",
                        to="shift_plugin.team",
                        verbose_name="teams",
                    ),
                ),
            ],
            options={
                "verbose_name": "distribution",
                "verbose_name_plural": "distributions",
                "ordering": ["-send_at", "-created_at"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="DayFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened", models.PositiveIntegerField(default=0, verbose_name="opened")),
                ("confirmed", models.PositiveIntegerField(default=0, verbose_name="confirmed")),
                ("clicks", models.PositiveIntegerField(default=0, verbose_name="clicks")),
                ("day", models.DateField(verbose_name="day")),
                ("network", models.CharField(max_length=20, verbose_name="network")),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shift_plugin.shareablemessage",
                        verbose_name="message",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shift_plugin.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "figures of a day",
                "verbose_name_plural": "clicks per day",
            },
        ),
        migrations.AddField(
            model_name="ambassador",
            name="team",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="ambassadors",
                to="shift_plugin.team",
                verbose_name="team",
            ),
        ),
        migrations.CreateModel(
            name="TrackedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("target_url", models.URLField(max_length=1000)),
                (
                    "share",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="link", to="shift_plugin.share"
                    ),
                ),
            ],
            options={
                "verbose_name": "tracked link",
                "verbose_name_plural": "tracked links",
            },
        ),
        migrations.CreateModel(
            name="Click",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("clicked_at", models.DateTimeField()),
                ("visitor", models.BinaryField(max_length=8)),
                (
                    "link",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clicks",
                        to="shift_plugin.trackedlink",
                    ),
                ),
            ],
            options={
                "verbose_name": "click",
                "verbose_name_plural": "clicks",
            },
        ),
        migrations.CreateModel(
            name="WindowTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened", models.PositiveIntegerField(default=0, verbose_name="opened")),
                ("confirmed", models.PositiveIntegerField(default=0, verbose_name="confirmed")),
                ("clicks", models.PositiveIntegerField(default=0, verbose_name="clicks")),
                ("window", models.PositiveSmallIntegerField(verbose_name="days")),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("all", "everything"),
                            ("network", "network"),
                            ("pillar", "content pillar"),
                            ("message", "message"),
                            ("team", "team"),
                        ],
                        max_length=10,
                        verbose_name="by",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="which")),
            ],
            options={
                "verbose_name": "total of a period",
                "verbose_name_plural": "totals of periods",
                "indexes": [
                    models.Index(fields=["window", "dimension", "-clicks", "-opened"], name="shift_window_ranking")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("window", "dimension", "key"), name="shift_one_total_per_window")
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("inbox", "intranet inbox")],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waiting"),
                            ("claimed", "taken up"),
                            ("sending", "being sent"),
                            ("sent", "delivered"),
                            ("failed", "failed"),
                            ("skipped", "not sent"),
                            ("unknown", "outcome unknown"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                ("claim", models.CharField(blank=True, max_length=32)),
                ("claimed_at", models.DateTimeField(null=True, verbose_name="taken up at")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("message_id", models.CharField(blank=True, max_length=150, verbose_name="Message-ID")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="delivered at")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="message opened at")),
                ("read_at", models.DateTimeField(null=True, verbose_name="marked as read at")),
                ("hidden_at", models.DateTimeField(null=True, verbose_name="removed from inbox at")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "ambassador",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="shift_plugin.ambassador",
                        verbose_name="ambassador",
                    ),
                ),
                (
                    "distribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="shift_plugin.distribution",
                        verbose_name="distribution",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="shift_delivery_pending"
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["claimed", "sending"])),
                        fields=["claimed_at"],
                        name="shift_delivery_claimed",
                    ),
                    models.Index(
                        condition=models.Q(("channel", "inbox")),
                        fields=["ambassador", "-sent_at"],
                        name="shift_delivery_inbox",
                    ),
                    models.Index(fields=["distribution", "state"], name="shift_delivery_progress"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("distribution", "ambassador", "channel"), name="shift_one_delivery_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FocusPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("note", models.CharField(max_length=200, verbose_name="what matters now")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("local_texts", models.JSONField(blank=True, default=dict, verbose_name="in other languages")),
                (
                    "key_message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="shift_plugin.keymessage",
                        verbose_name="key message",
                    ),
                ),
                (
                    "pillar",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="focus_periods",
                        to="shift_plugin.pillar",
                        verbose_name="pillar",
                    ),
                ),
            ],
            options={
                "verbose_name": "focus period",
                "verbose_name_plural": "focus periods",
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="shift_focus_ends_after_start"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="pillarmembership",
            constraint=models.UniqueConstraint(fields=("ambassador", "pillar"), name="shift_one_membership_per_pillar"),
        ),
        migrations.AddConstraint(
            model_name="networktext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("network", ""), _negated=True),
                fields=("message", "network"),
                name="shift_one_text_per_network",
            ),
        ),
        migrations.AddIndex(
            model_name="shareablemessage",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["locale", "-first_published_at", "-id"],
                name="shift_message_feed",
            ),
        ),
        migrations.AddIndex(
            model_name="shareablemessage",
            index=models.Index(condition=models.Q(("live", True)), fields=["expire_at"], name="shift_message_expiry"),
        ),
        migrations.AlterUniqueTogether(
            name="shareablemessage",
            unique_together={("translation_key", "locale")},
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["ambassador", "message"], name="shift_share_mine"),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["ambassador", "-opened_at"], name="shift_share_mine_by_date"),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["message", "fingerprint", "opened_at"], name="shift_share_same_text"),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["opened_at"], name="shift_share_opened"),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", False)),
                fields=["confirmed_at"],
                name="shift_share_confirmed",
            ),
        ),
        migrations.AddIndex(
            model_name="dayfigure",
            index=models.Index(fields=["day"], name="shift_figure_day"),
        ),
        migrations.AddIndex(
            model_name="dayfigure",
            index=models.Index(fields=["message", "day"], name="shift_figure_message"),
        ),
        migrations.AddConstraint(
            model_name="dayfigure",
            constraint=models.UniqueConstraint(
                models.F("day"),
                django.db.models.functions.comparison.Coalesce("message", 0),
                django.db.models.functions.comparison.Coalesce("team", 0),
                models.F("network"),
                name="shift_one_figure_per_day",
            ),
        ),
        migrations.AddIndex(
            model_name="ambassador",
            index=models.Index(condition=models.Q(("left_at", None)), fields=["team"], name="shift_ambassador_in_team"),
        ),
        migrations.AddIndex(
            model_name="click",
            index=models.Index(fields=["clicked_at"], name="shift_click_at"),
        ),
        migrations.AddConstraint(
            model_name="click",
            constraint=models.UniqueConstraint(fields=("link", "day", "visitor"), name="shift_click_once_a_day"),
        ),
    ]
