from django.contrib.auth import views as auth_views


class LogIn(auth_views.LoginView):
    template_name = "intranet/login.html"
    redirect_authenticated_user = True


class LogOut(auth_views.LogoutView):
    pass
